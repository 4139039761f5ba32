package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.container.ContainerEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A lab comes up whole, or leaves nothing.
@Tag("kernel")
class UpKernelTest {
    private final LabBox box = new LabBox();

    UpKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    private EngineException refused(LabDocument lab, Progress progress) throws Exception {
        Map<String, List<String>> before = box.left();
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().up(lab, null, LabBox.OWNER, progress));
        box.assertLeft(before);
        assertEquals(List.of(), box.engine().labs());
        assertEquals(List.of(), box.engine().containers());
        return e;
    }

    @Test
    void stepsAreTold() throws Exception {
        Steps steps = new Steps();
        box.engine().up(Small.pair("p"), null, LabBox.OWNER, steps);
        assertEquals(
                List.of("lab.create", "lab.create", "lab.wire", "lab.start", "lab.start", "lab.command"),
                List.copyOf(steps.heard));
        List<Double> sorted = new ArrayList<>(steps.fractions);
        Collections.sort(sorted);
        assertEquals(sorted, List.copyOf(steps.fractions), "never backwards");
    }

    @Test
    void outputOfStartCommandsIsKept() throws Exception {
        LabInfo lab = box.up(Small.pair("p", List.of("echo to out", "echo to err >&2", "(sleep 1; echo later) &")));
        assertEquals(
                "$ echo to out\nto out\n$ echo to err >&2\nto err\n$ (sleep 1; echo later) &\n", box.log(lab, "b"));
        LabBox.until("what goes on writes there too", () -> box.log(lab, "b").endsWith("later\n"));
        assertEquals("", box.log(lab, "a"));
    }

    @Test
    void aStartCommandThatFails() throws Exception {
        List<String> start = List.of("echo fine", "echo one; echo the last one >&2; exit 3", "echo not reached");
        EngineException e = refused(Small.pair("p", start), Progress.NONE);
        assertEquals(Kind.FAILED, e.kind());
        assertEquals(
                Map.of(
                        "what", "command",
                        "node", "b",
                        "command", "echo one; echo the last one >&2; exit 3",
                        "code", "3",
                        "detail", "the last one"),
                e.args());
        assertEquals(LabInfo.State.STARTING, box.states.getFirst());
        LabBox.until("its end is told", () -> box.gone.size() == 1);
    }

    @Test
    void aStartCommandThatIsNotThere() throws Exception {
        EngineException e = refused(Small.pair("p", List.of("no-such-program --x")), Progress.NONE);
        assertEquals("127", e.args().get("code"));
        assertTrue(
                String.valueOf(e.args().get("detail")).contains("not found"),
                e.args().toString());
    }

    @Test
    void wrongRoutingConfiguration() throws Exception {
        LabDocument lab = LabBox.document("""
                { "schema": 1, "name": "r", "nodes": [
                    { "name": "r", "kind": "router", "router": { "frrConfig": "router ospf\\n no-such-word 1\\n" } },
                    { "name": "a" } ],
                  "links": [ { "a": { "node": "r", "iface": "eth0", "addresses": ["10.1.0.1/24"] },
                               "b": { "node": "a", "iface": "eth0", "addresses": ["10.1.0.2/24"] } } ] }
                """);
        EngineException e = refused(lab, Progress.NONE);
        assertEquals("vtysh -b", e.args().get("command"));
        assertEquals("r", e.args().get("node"));
    }

    @ParameterizedTest
    @CsvSource({"lab.create,1", "lab.create,2", "lab.wire,1", "lab.start,1", "lab.start,2", "lab.command,1"})
    void cancelledAnywhere(String step, int count) throws Exception {
        // with a command that takes its time, so that the last cancel meets it running
        LabDocument lab = Small.pair("p", List.of("sleep 30"));
        assertEquals(Kind.CANCELLED, refused(lab, new Steps(step, count)).kind());
    }

    @Test
    void anInterruptIsACancel() throws Exception {
        Map<String, List<String>> before = box.left();
        List<EngineException> thrown = Collections.synchronizedList(new ArrayList<>());
        Steps steps = new Steps();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                box.engine().up(Small.pair("p", List.of("sleep 30")), null, LabBox.OWNER, steps);
            } catch (EngineException e) {
                thrown.add(e);
            }
        });
        LabBox.until("the command runs", () -> steps.heard.contains("lab.command"));
        thread.interrupt();
        thread.join();
        assertEquals(Kind.CANCELLED, thrown.getFirst().kind());
        box.assertLeft(before);
    }

    @Test
    void aNodesNameThatIsTaken() throws Exception {
        ContainerInfo other =
                box.engine().create(ContainerSpec.of("p.b", List.of("true")), LabBox.OWNER, Progress.NONE);
        Map<String, List<String>> before = box.left();
        EngineException e = assertThrows(EngineException.class, () -> box.up(Small.pair("p")));
        assertEquals(Kind.EXISTS, e.kind());
        assertEquals("p.b", e.args().get("name"));
        box.assertLeft(before);
        assertEquals(List.of(other), box.engine().containers(), "a stranger's is left alone");
    }

    @Test
    void aDocumentWithErrors() throws Exception {
        LabDocument ok = Small.pair("p");
        LabDocument twice = new LabDocument(
                ok.schema(),
                ok.name(),
                null,
                ok.nodes(),
                ok.networks(),
                List.of(ok.links().getFirst(), ok.links().getFirst()),
                List.of(),
                List.of(),
                List.of());
        EngineException e = refused(twice, Progress.NONE);
        assertEquals(Kind.INVALID, e.kind());
        assertTrue(
                String.valueOf(e.args().get("problems")).startsWith("[{\"rule\":\""),
                e.args().toString());
        EngineException name =
                assertThrows(EngineException.class, () -> box.engine().up(ok, "../x", LabBox.OWNER, Progress.NONE));
        assertEquals(Kind.INVALID, name.kind());
    }

    @Test
    void anImageThatIsNotThere() throws Exception {
        LabDocument lab = LabBox.document("""
                { "schema": 1, "name": "p", "nodes": [ { "name": "a", "image": "nosuch" } ], "links": [] }
                """);
        EngineException e = refused(lab, Progress.NONE);
        assertEquals(Kind.NOT_FOUND, e.kind());
        assertEquals("nosuch", e.args().get("id"));
    }

    /// A machine without FRR, as far as labs can see.
    @Test
    void noRoutingProgramsNoLab() throws Exception {
        Path bare = Files.createDirectory(box.folder.resolve("bare"));
        box.shut();
        try (ContainerEngine core = ContainerEngine.open(box.config)) {
            LabRuntime labs = LabRuntime.open(core, bare);
            Steps steps = new Steps();
            LabDocument dmz = ShippedLabs.read("dmz");
            EngineException e = assertThrows(EngineException.class, () -> labs.up(dmz, null, LabBox.OWNER, steps));
            assertEquals(Kind.MISSING, e.kind());
            assertEquals("frr", e.args().get("what"));
            assertEquals(List.of(), List.copyOf(steps.heard), "nothing was begun");
            assertEquals(List.of(), core.containers().all());
            assertEquals(List.of(), labs.labs());
            for (String program : List.of("usr/lib/frr/zebra", "usr/lib/frr/ospfd", "usr/bin/vtysh")) {
                Path file = bare.resolve(program);
                Files.createDirectories(file.resolveSibling(""));
                Files.createFile(file);
                assertTrue(file.toFile().setExecutable(true));
            }
            e = assertThrows(EngineException.class, () -> labs.up(dmz, null, LabBox.OWNER, steps));
            assertEquals("nft", e.args().get("what"), "FRR is there now, nftables is not");
            labs.close();
        }
        box.reopen();
        assertEquals(Map.of(), filled(box.left()));
    }

    private static Map<String, List<String>> filled(Map<String, List<String>> left) {
        left.remove("links");
        left.values().removeIf(List::isEmpty);
        return left;
    }
}
