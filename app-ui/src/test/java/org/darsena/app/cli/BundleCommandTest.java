package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.ContainerSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `create --bundle`: what is read and opened here, and what of it is no good.
class BundleCommandTest {
    private static final String CONFIG = """
            {"ociVersion": "1.0.2", "root": {"path": "rootfs"}, "process": {"args": ["sh"], "cwd": "/"},
             "mounts": [{"destination": "/d", "type": "bind", "source": "../data"}],
             "linux": {"namespaces": [{"type": "user"}, {"type": "pid"}, {"type": "network"}, {"type": "ipc"},
                                      {"type": "uts"}, {"type": "mount"}, {"type": "cgroup"}]}}
            """;

    private final Bench bench = new Bench();

    @TempDir
    Path temp;

    private Path bundle;

    @BeforeEach
    void lay() throws IOException {
        bundle = Files.createDirectory(temp.resolve("bundle"));
        Files.createDirectory(bundle.resolve("rootfs"));
        Files.writeString(temp.resolve("data"), "x");
        Files.writeString(bundle.resolve("config.json"), CONFIG);
    }

    @Test
    void filesAreOpenedHereAndOptionsChangeWhatItSays() {
        int status = bench.run("create", "--bundle", bundle.toString(), "--memory", "64m", "b", "--", "other");
        assertEquals(Exit.OK, status, bench.err());
        ContainerSpec spec = bench.helper.specs().getLast();
        assertEquals(List.of("other"), spec.process().argv());
        assertEquals(64L << 20, spec.resources().memoryBytes());
        assertNotNull(spec.bundle());
        assertEquals(
                Map.of(
                        Bundle.ROOT,
                        bundle.resolve("rootfs").toString(),
                        Bundle.source(0),
                        temp.resolve("data").toString()),
                bench.helper.attached());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rootfs\"|\"nowhere\"|/root/path: There is no file",
                "\"rootfs\"|\"../data\"|is no folder",
                "../data|../gone|/mounts/0/source: There is no file",
                "../data|/dev/null|/mounts/0/source: ",
                "\"1.0.2\"|\"7.0.0\"|/ociVersion: This is of version “7.0.0”",
                "\"/d\"|\"/proc/sys\"|/mounts/0/destination: Nothing may be mounted",
                "[\"sh\"]|7|/process/args: “7” is not of the type wanted here: a list.",
                "\"cwd\"|\"hooks\"|/process/hooks: The key “hooks” is not known here",
                "{\"type\": \"user\"}|{\"type\": \"user\", \"path\": \"/x\"}|/linux/namespaces/0/path: “path” is not"
            })
    void whatIsNoGoodIsSaidInOneSentenceAndNothingMade(String from, String to, String said) throws IOException {
        Files.writeString(bundle.resolve("config.json"), CONFIG.replace(from, to));
        assertTrue(bench.run("create", "--bundle", bundle.toString(), "b") != Exit.OK);
        assertTrue(bench.err().contains(said), bench.err());
        assertTrue(bench.err().contains(bundle.resolve("config.json") + ": "), bench.err());
        assertEquals(List.of(), bench.helper.specs());
    }

    @Test
    void aFolderThatIsNoBundle() {
        assertEquals(Exit.USAGE, bench.run("create", "--bundle", temp.toString(), "b"));
        assertEquals("darsena: There is no file " + temp.resolve("config.json") + ".\n", bench.err());
        assertEquals(Exit.USAGE, bench.run("create", "--bundle", bundle.toString()));
    }
}
