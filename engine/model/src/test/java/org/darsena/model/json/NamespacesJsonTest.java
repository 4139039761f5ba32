package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.junit.jupiter.api.Test;

/// The forms of `namespaces`, and what stands beside it.
class NamespacesJsonTest {
    private static String document(String more) {
        return "{\"schema\":1,\"name\":\"box\",\"process\":{\"argv\":[\"true\"]},\"networks\":[]," + more + "}";
    }

    private static ContainerSpec read(String more) throws Exception {
        ContainerSpec spec = SpecReader.read(document(more));
        assertEquals(spec, SpecReader.read(SpecWriter.write(spec)), "what is written is read again");
        return spec;
    }

    @Test
    void aListSaysWhichAreItsOwn() throws Exception {
        ContainerSpec spec = read("\"namespaces\":[\"mount\",\"pid\",\"user\"]");
        assertEquals(EnumSet.of(Namespace.MOUNT, Namespace.PID, Namespace.USER), spec.namespaces());
        assertEquals(Map.of(), spec.spaces().shared());
    }

    @Test
    void anObjectSaysWhatIsUnusual() throws Exception {
        ContainerSpec spec = read("\"namespaces\":{\"net\":\"container:web\",\"uts\":\"host\",\"time\":\"own\"}");
        Set<Namespace> present = EnumSet.allOf(Namespace.class);
        present.remove(Namespace.UTS);
        assertEquals(present, spec.namespaces());
        assertEquals(Map.of(Namespace.NET, "web"), spec.spaces().shared());
        assertTrue(spec.owns(Namespace.TIME) && !spec.owns(Namespace.NET) && !spec.owns(Namespace.UTS));
        assertTrue(!spec.rulesNetwork());
    }

    @Test
    void namesAndClocks() throws Exception {
        ContainerSpec spec = read("\"namespaces\":{\"time\":\"own\"},\"domainname\":\"example.net\","
                + "\"clocks\":{\"monotonic\":-3,\"boottime\":86400}");
        assertEquals("example.net", spec.spaces().domainname());
        assertEquals(-3, spec.spaces().monotonic());
        assertEquals(86_400, spec.spaces().boottime());
    }

    @Test
    void halfASecondIsNone() {
        assertEquals(
                List.of("json.type"),
                SpecReader.check(document("\"namespaces\":{\"time\":\"own\"},\"clocks\":{\"boottime\":0.5}"))
                        .problems()
                        .stream()
                        .map(Problem::rule)
                        .toList());
    }

    /// It sees and signals the machine's processes; so it can only without a user namespace, which is said as well.
    @Test
    void theMachinesProcesses() {
        assertEquals(
                List.of("ns.user-off", "ns.pid-off"),
                SpecReader.check(document("\"namespaces\":{\"pid\":\"host\",\"user\":\"host\"}")).problems().stream()
                        .map(Problem::rule)
                        .toList());
    }
}
