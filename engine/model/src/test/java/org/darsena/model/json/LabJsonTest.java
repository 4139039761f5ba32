package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Docs;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.Capability;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.LabDocument.Policy;
import org.darsena.model.lab.LabDocument.Position;
import org.darsena.model.lab.LabDocument.Zone;
import org.darsena.model.lab.Node;
import org.junit.jupiter.api.Test;

class LabJsonTest {
    /// A lab in which nothing is default; not one that makes sense as a network.
    private static final LabDocument UNUSUAL = new LabDocument(
            1,
            "odd",
            "A title — con eñe",
            List.of(
                    new Node(
                            "r",
                            Node.Kind.ROUTER,
                            "debian-13",
                            new Position(10.5, -3),
                            List.of(new Node.Route("10.9.0.0/16", "10.0.0.2"), new Node.Route("default", "10.0.0.2")),
                            new Node.Router(
                                    "1.2.3.4",
                                    List.of(new Node.Ospf("e0", "0.0.0.1", true)),
                                    true,
                                    List.of("e0"),
                                    "!\n"),
                            null,
                            List.of(FileSpec.of("/a", "b"), new FileSpec("/x", "y\n", "0700", "root:adm")),
                            List.of("sleep 1 &", "true"),
                            Map.of("K", "v"),
                            Set.of(Capability.SYS_NICE, Capability.KILL),
                            new Resources(null, 0.5, 77L, null)),
                    new Node(
                            "f",
                            Node.Kind.FIREWALL,
                            null,
                            null,
                            List.of(),
                            null,
                            new Node.Firewall(Map.of("z", List.of("e0", "e1"))),
                            List.of(),
                            List.of(),
                            Map.of(),
                            Set.of(),
                            null)),
            List.of(
                    new Network("n", Network.Type.NAT, new Position(1, 2)),
                    new Network("s", Network.Type.SWITCH, null)),
            List.of(
                    new Link(
                            new End("r", "e0", List.of("10.0.0.1/24", "2001:db8::1/64"), "02:00:00:00:00:01"),
                            new End("f", "e0", List.of("10.0.0.2/24"), null)),
                    new Link(new End("s", null, List.of(), null), new End("f", "e1", List.of(), null))),
            List.of(new Zone("z", "Zone", "dmz", List.of("r", "s")), new Zone("y", null, null, List.of())),
            List.of(new Policy("z", "y", List.of("tcp/1-2", "any"))),
            List.of(
                    new Check("a", "r", new Check.Tcp("f", 80), Check.Expect.MUST_NOT, 1),
                    new Check("b", "r", new Check.Http("http://f/", "x"), Check.Expect.MUST, 2),
                    new Check("c", "r", new Check.Http("http://f/", null), Check.Expect.MUST, 2),
                    new Check("d", "r", new Check.Ping("f"), Check.Expect.MUST, 3),
                    new Check("e", "r", new Check.OspfFull(2), Check.Expect.MUST, 300),
                    new Check("g", "r", new Check.Command(List.of("a", "")), Check.Expect.MUST, 5)));

    @Test
    void writtenAndReadItIsTheSame() throws Exception {
        var again = LabReader.check(LabWriter.write(UNUSUAL));
        assertEquals(UNUSUAL, again.value(), () -> again.problems().toString());
        var plain = LabReader.read(Docs.LAB);
        assertEquals(plain, LabReader.read(LabWriter.write(plain)));
        assertEquals(LabWriter.write(plain), LabWriter.write(LabReader.read(LabWriter.write(plain))));
    }

    @Test
    void aDraftThatTheRulesRefuseIsStillGiven() {
        var reading = LabReader.check(Docs.with(Docs.LAB, "/links/0/b/node", "\"ghost\""));
        assertNotNull(reading.value());
        assertTrue(reading.problems().stream().anyMatch(p -> p.rule().equals("link.unknown-node")));
        var e = assertThrows(InvalidDocumentException.class, reading::orThrow);
        assertEquals(reading.problems(), e.problems());
    }

    @Test
    void warningsAloneDoNotRefuse() throws Exception {
        var reading = LabReader.check(Docs.with(Docs.LAB, "/networks/-", "{\"name\":\"spare\"}"));
        assertEquals(1, reading.problems().size());
        assertTrue(reading.ok());
        assertEquals(2, reading.orThrow().networks().size());
    }

    @Test
    void theShippedLabsAreWithoutFault() {
        assertEquals(List.of("dmz"), ShippedLabs.names());
        for (String name : ShippedLabs.names()) {
            var reading = LabReader.check(ShippedLabs.text(name));
            assertEquals(List.of(), reading.problems());
            LabDocument lab = ShippedLabs.read(name);
            assertEquals(name, lab.name());
            assertTrue(lab.nodes().stream().allMatch(n -> n.position() != null));
            assertTrue(lab.networks().stream().allMatch(n -> n.position() != null));
            assertTrue(lab.checks().stream().anyMatch(c -> c.expect() == Check.Expect.MUST_NOT));
        }
        assertThrows(IllegalArgumentException.class, () -> ShippedLabs.text("../index"));
    }
}
