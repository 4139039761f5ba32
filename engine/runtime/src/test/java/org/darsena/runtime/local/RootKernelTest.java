package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.application;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.runtime.Engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Roots that are read-only and roots that are not, tried from inside and looked at from outside.
@Tag("kernel")
class RootKernelTest {
    /// One line for each folder of the root: what became of an attempt to write there.
    private static final String TRY = "for d in / /etc /root /home /var /var/log /var/lib /usr /opt /run /tmp"
            + " /var/tmp /dev/shm; do if (: > $d/written) 2>/dev/null; then echo $d yes; else echo $d no; fi; done";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestEngine t = new TestEngine();

    RootKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private List<Path> upper(String id) throws IOException {
        Path upper = t.own(id).resolve("upper");
        try (Stream<Path> all = Files.walk(upper)) {
            return all.filter(Files::isRegularFile)
                    .map(upper::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static List<String> writableOf(String tried) {
        List<String> found = new ArrayList<>();
        for (String line : tried.split("\n")) {
            if (line.endsWith(" yes")) {
                found.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return found;
    }

    @Test
    void anApplicationWritesInMemoryOnlyAndItIsGoneAtTheNextStart() throws Exception {
        ContainerSpec s = application("a", "sleep", "1000");
        String id = t.start(s.with(c -> c.files = List.of(FileSpec.of("/etc/own", "laid\n"))));
        List<Path> before = upper(id);
        assertEquals(List.of("/run", "/tmp", "/var/tmp", "/dev/shm"), writableOf(t.exec(id, TRY)));
        assertEquals("laid\n", t.exec(id, "cat /etc/own"), "what the spec lays is there");
        String out = t.exec(id, "mount -o remount,bind,rw / 2>&1; : > /etc/x");
        assertTrue(out.contains("ead-only"), out);
        assertEquals(before, upper(id), "nothing came to the disk");
        assertFalse(Files.exists(t.own(id).resolve("work")));
        String mounts = Files.readString(Path.of("/proc/" + t.info(id).pid() + "/mountinfo"));
        String root = mounts.lines()
                .filter(l -> l.split(" ")[4].equals("/"))
                .findFirst()
                .orElseThrow();
        assertTrue(root.split(" ")[5].startsWith("ro"), root);
        assertTrue(root.contains(" ro,") && !root.contains("upperdir"), "the file system too: " + root);
        t.engine().restart(id, Progress.NONE);
        assertEquals(
                "", t.exec(id, "for d in /tmp /run /var/tmp /dev/shm; do ls -A $d; done"), "and gone with the run");
    }

    @Test
    void whatIsInMemoryIsBounded() throws Exception {
        String out = t.output(application(
                "a",
                "sh",
                "-c",
                "dd if=/dev/zero of=/run/big bs=1M count=80 2>&1 | tail -1; df -m /run /tmp"
                        + " /var/tmp --output=size | tail -3 | tr -d '\\n '"));
        assertTrue(out.endsWith("64256256"), out);
    }

    @Test
    void aWritableOneKeepsWhatIsWritten() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        assertEquals(
                List.of(
                        "/",
                        "/etc",
                        "/root",
                        "/home",
                        "/var",
                        "/var/log",
                        "/var/lib",
                        "/opt",
                        "/run",
                        "/tmp",
                        "/var/tmp",
                        "/dev/shm"),
                writableOf(t.exec(id, TRY)),
                "all but /usr, which is the machine's");
        t.engine().restart(id, Progress.NONE);
        assertEquals("yes\n", t.exec(id, "test -e /etc/written && echo yes"));
        assertTrue(upper(id).contains(Path.of("etc/written")));
    }

    @Test
    void inspectTellsWhatTheKernelShows() throws Exception {
        String id = t.start(application("a", "sleep", "1000"));
        JsonNode seen = MAPPER.readTree(t.engine().inspect(id)).path("root");
        assertTrue(seen.path("readOnly").asBoolean(), seen.toString());
        assertEquals("overlay", seen.path("type").asText());
        List<String> memory = new ArrayList<>();
        seen.path("inMemory").forEach(p -> memory.add(p.asText()));
        assertTrue(memory.containsAll(List.of("/run", "/tmp", "/var/tmp", "/dev/shm")), memory.toString());
        String other = t.start(spec("b", "sleep", "1000"));
        assertFalse(MAPPER.readTree(t.engine().inspect(other))
                .path("root")
                .path("readOnly")
                .asBoolean(true));
    }
}
