package org.darsena.model.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Docs;
import org.darsena.model.json.LabReader;
import org.darsena.model.lab.Topology.Port;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void cablesAreSortedIntoSegments() throws Exception {
        var topology = new Topology(LabReader.read(Docs.LAB));
        assertEquals(
                List.of("f:eth1 b:eth0", "a:eth0 r:eth0", "r:eth1 f:eth0"),
                topology.segments().stream()
                        .map(s -> String.join(
                                " ", s.ports().stream().map(Port::label).toList()))
                        .toList());
        assertEquals(
                "sw",
                Objects.requireNonNull(topology.segments().getFirst().network()).name());
        assertNull(topology.segments().getLast().network());
        assertTrue(topology.segments().getLast().isCable());
        assertEquals(
                List.of("/links/1/b", "/links/2/a"),
                topology.ports("f").stream().map(Port::place).toList());
        assertEquals(Set.of("eth0", "eth1"), topology.interfaces("f"));
        assertEquals(List.of(), topology.ports("sw"));
    }

    @Test
    void endsThatMakeNoSenseAreLeftOut() {
        var lab = LabReader.check(Docs.with(
                        Docs.LAB,
                        "/links/0/b/node",
                        "\"ghost\"",
                        "/links/3/b/iface",
                        "null",
                        "/links/1/a/addresses/0",
                        "\"x\""))
                .value();
        var topology = new Topology(Objects.requireNonNull(lab));
        assertEquals(2, topology.segments().size());
        assertEquals(Optional.empty(), topology.segment(topology.ports("a").getFirst()));
        assertEquals(List.of(), topology.ports("b"));
        assertEquals(List.of(), topology.ports("r").getFirst().addresses());
    }

    @Test
    void services() {
        assertEquals(Optional.of(new Service("tcp", 80, 80)), Service.parse("tcp/80"));
        assertEquals(Optional.of(new Service("udp", 1, 65535)), Service.parse("udp/1-65535"));
        assertEquals(Optional.of(new Service("tcp", 0, 0)), Service.parse("tcp"));
        assertEquals(Optional.of(new Service("any", 0, 0)), Service.parse("any"));
        assertEquals(Optional.empty(), Service.parse("tcp/80,443"));
    }
}
