package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Capabilities of files in a container, set from outside and proved from inside.
@Tag("kernel")
class FileCapabilitiesKernelTest {
    private static final String STATUS = "/opt/status";
    private static final FileCapabilities RAW =
            FileCapabilities.parse("cap_net_raw+ep").orElseThrow();
    private static final Security GAINING = new Security(Set.of(), Set.of(), false, Security.DEFAULT.seccomp());

    private final TestEngine t = new TestEngine();

    FileCapabilitiesKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private String box(String name, Security security) throws Exception {
        String id = t.start(secured(spec(name, "sleep", "1000"), security));
        assertEquals("", t.exec(id, "mkdir -p /opt; cp /usr/bin/cat " + STATUS + "; chmod 755 " + STATUS));
        return id;
    }

    /// What somebody who is not root has in effect when executing the file.
    private long effective(String id) throws Exception {
        ProcessSpec cat =
                new ProcessSpec(List.of(STATUS, "/proc/self/status"), Map.of(), "/", 7, 7, false, true, "TERM", 0);
        String status = Exec.run(t.engine(), id, cat);
        return status.lines()
                .filter(l -> l.startsWith(CapabilitySet.EFFECTIVE.statusField()))
                .mapToLong(l -> Long.parseLong(l.split("\\s+")[1], 16))
                .findFirst()
                .orElseThrow(() -> new AssertionError(status));
    }

    private JsonNode set(String id, @Nullable FileCapabilities wanted) throws Exception {
        return new JsonMapper().readTree(t.engine().setFileCapabilities(id, STATUS, wanted));
    }

    private static List<String> obstacles(JsonNode file) {
        return file.path("obstacles")
                .valueStream()
                .map(o -> o.path("id").asText())
                .toList();
    }

    @Test
    void whoIsNotRootHasThemInEffect() throws Exception {
        String id = box("box", GAINING);
        assertEquals(0L, effective(id));
        JsonNode now = set(id, RAW);
        assertEquals("cap_net_raw=ep", now.path("capabilities").asText());
        assertEquals(List.of(), obstacles(now));
        assertEquals(Capability.mask(Set.of(Capability.NET_RAW)), effective(id));
        assertEquals(now, new JsonMapper().readTree(t.engine().fileCapabilities(id, STATUS)));
        assertTrue(now.path("root").asLong() > 0, "they hold in the container only");
        assertTrue(set(id, null).path("capabilities").isNull());
        assertEquals(0L, effective(id));
    }

    /// The default: then no execve gives anything.
    @Test
    void withNoNewPrivilegesTheyComeToNothingAndItIsSaid() throws Exception {
        String id = box("box", Security.DEFAULT);
        assertEquals(List.of("no-new-privileges"), obstacles(set(id, RAW)));
        assertEquals(0L, effective(id));
    }

    @Test
    void beyondTheBoundsTheFileIsNotExecutedAndItIsSaid() throws Exception {
        String id = box("box", new Security(Set.of(), Set.of(Capability.NET_RAW), false, Security.DEFAULT.seccomp()));
        assertEquals(List.of("bounding-refuses"), obstacles(set(id, RAW)));
        ProcessSpec cat = new ProcessSpec(
                List.of("sh", "-c", STATUS + " /dev/null"), Map.of(), "/", 7, 7, false, true, "TERM", 0);
        assertTrue(Exec.run(t.engine(), id, cat).contains("not permitted"));
    }

    @Test
    void anotherContainersDoNotCount() throws Exception {
        String id = box("box", GAINING);
        set(id, RAW);
        Path file = t.config.state().resolve("containers/" + id + "/upper" + STATUS);
        String other =
                t.create(secured(spec("other", "sleep", "1000"), GAINING)).id();
        Path copy = t.config.state().resolve("containers/" + other + "/upper/opt");
        Files.createDirectories(copy);
        new ProcessBuilder("cp", "-a", "--preserve=all", file.toString(), copy.toString())
                .start()
                .waitFor();
        t.engine().start(other, Progress.NONE);
        JsonNode seen = new JsonMapper().readTree(t.engine().fileCapabilities(other, STATUS));
        assertEquals(List.of("elsewhere"), obstacles(seen));
        assertEquals(0L, effective(other));
    }

    /// Its own layer can be reached when it is stopped; what was set holds at the next start.
    @Test
    void aStoppedOnesOwnFilesAreReached() throws Exception {
        String id = box("box", GAINING);
        t.engine().stop(id, 0, Progress.NONE);
        assertEquals(List.of(), obstacles(set(id, RAW)));
        EngineException e = assertThrows(EngineException.class, () -> t.engine().fileCapabilities(id, "/usr/bin/cat"));
        assertEquals("file.stopped", e.args().get("what"));
        t.engine().start(id, Progress.NONE);
        assertEquals(Capability.mask(Set.of(Capability.NET_RAW)), effective(id));
    }

    @Test
    void withoutAUserNamespaceTheyAreTheMachines() throws Exception {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.USER);
        String id = t.start(secured(spec("box", "sleep", "1000"), GAINING).with(c -> c.namespaces = own));
        t.exec(id, "mkdir -p /opt; cp /usr/bin/cat " + STATUS);
        assertEquals(0, set(id, RAW).path("root").asLong());
        assertEquals(Capability.mask(Set.of(Capability.NET_RAW)), effective(id));
    }

    /// Links are followed as inside: none leads out.
    @Test
    void noLinkLeadsOut() throws Exception {
        String id = box("box", GAINING);
        Path outside = Files.createTempFile(t.folder, "outside-", "");
        assertEquals(
                "",
                t.exec(
                        id,
                        "ln -s " + outside + " /opt/out; ln -s /proc/1/root" + outside
                                + " /opt/magic; ln -s ../../../../../opt/status /opt/in; ln -s /opt /opt/loop"));
        for (String path : List.of("/opt/out", "/opt/magic", "/../../.." + outside, outside.toString())) {
            EngineException e =
                    assertThrows(EngineException.class, () -> t.engine().setFileCapabilities(id, path, RAW), path);
            assertTrue(e.kind() == Kind.NOT_FOUND || "ELOOP".equals(e.args().get("errno")), path + " " + e);
        }
        t.engine().setFileCapabilities(id, "/opt/loop/loop/in", RAW);
        assertEquals(Capability.mask(Set.of(Capability.NET_RAW)), effective(id));
    }

    @Test
    void whereThereCanBeNoneItIsRefusedByName() throws Exception {
        String id = box("box", GAINING);
        EngineException none =
                assertThrows(EngineException.class, () -> t.engine().setFileCapabilities(id, "/proc/uptime", RAW));
        assertEquals(Kind.MISSING, none.kind());
        assertEquals(Map.of("what", "filecap", "path", "/proc/uptime", "type", "proc"), none.args());
        EngineException fixed =
                assertThrows(EngineException.class, () -> t.engine().setFileCapabilities(id, "/usr/bin/cat", RAW));
        assertEquals("EROFS", fixed.args().get("errno"));
        EngineException folder =
                assertThrows(EngineException.class, () -> t.engine().setFileCapabilities(id, "/opt", RAW));
        assertEquals("filecap.kind", folder.args().get("what"));
        assertThrows(EngineException.class, () -> t.engine().fileCapabilities(id, "/no/such"));
    }
}
