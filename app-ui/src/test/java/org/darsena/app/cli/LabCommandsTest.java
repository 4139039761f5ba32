package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.Eventually;
import org.darsena.model.json.ShippedLabs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labs on the command line.
class LabCommandsTest {
    private final Bench bench = new Bench();

    @TempDir
    Path folder;

    @Test
    void shippedLabFromUpToDown() throws Exception {
        assertEquals(Exit.OK, bench.run("lab", "up", "dmz"));
        String id = bench.helper.labs().getFirst().id();
        assertEquals(id + "\n", bench.out());
        assertEquals(Exit.OK, bench.run("lab", "ls", "--json"));
        var list = new ObjectMapper().readTree(bench.out());
        assertEquals("dmz", list.path(0).path("name").asText());
        assertEquals(7, list.path(0).path("nodes").size());
        assertEquals(Exit.OK, bench.run("lab", "ls"));
        assertTrue(bench.out().lines().skip(1).findFirst().orElse("").startsWith(id + "  dmz   running      7"));
        assertEquals(Exit.OK, bench.run("ps", "--lab", "dmz"));
        assertTrue(
                bench.out().lines().anyMatch(l -> l.contains("  dmz.web  ") && l.endsWith("  10.0.1.10")), bench.out());
        assertEquals(Exit.FAILED, bench.run("lab", "up", "dmz"));
        assertTrue(bench.err()
                .endsWith("The lab “dmz” is up already; “darsena start dmz.NODE” starts a node that has stopped,"
                        + " “darsena lab down dmz” ends the lab.\n"));
        assertEquals(Exit.OK, bench.run("lab", "down", id.substring(0, 12)));
        assertEquals(List.of(), bench.helper.containers());
    }

    @Test
    void fromAFileAndAFolderUnderAnotherName() throws Exception {
        Files.writeString(folder.resolve("lab.json"), ShippedLabs.text("dmz"));
        assertEquals(Exit.OK, bench.run("lab", "up", folder.toString(), "--name", "one"));
        assertEquals(Exit.OK, bench.run("lab", "up", folder.resolve("lab.json").toString(), "--name", "two"));
        assertEquals(List.of("up one", "up two"), bench.helper.asked());
    }

    @Test
    void everyProblemWithItsPlace() throws Exception {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, """
                {"schema": 1, "name": "bad",
                 "nodes": [{"name": "a", "kind": "host"}, {"name": "b", "kind": "host", "colour": "red"}],
                 "links": [{"a": {"node": "a", "iface": "eth0", "addresses": ["10.0.0.1/24"]},
                            "b": {"node": "c", "iface": "eth0", "addresses": ["10.0.0.2/24"]}},
                           {"a": {"node": "a", "iface": "eth0", "addresses": ["10.0.0.1/24"]},
                            "b": {"node": "b", "iface": "eth0", "addresses": ["10.0.0.1/24"]}}]}
                """);
        assertEquals(Exit.USAGE, bench.run("lab", "up", file.toString()));
        List<String> lines = bench.err().lines().toList();
        assertTrue(lines.size() >= 3, bench.err());
        assertTrue(lines.stream().allMatch(l -> l.startsWith("darsena: " + file + ": ")), bench.err());
        assertTrue(bench.err().contains(": node b"), bench.err());
        assertTrue(bench.err().contains("colour"), bench.err());
        assertEquals(List.of(), bench.helper.asked());
    }

    @Test
    void consequencesAreLeftOut() throws Exception {
        Path file = folder.resolve("typo.json");
        String text = ShippedLabs.text("dmz");
        String good = text.lines().filter(l -> l.contains("10.")).findFirst().orElseThrow();
        Files.writeString(file, text.replace(good, good.replaceFirst("10\\.\\d+\\.\\d+\\.\\d+", "10.0.0.300")));
        assertEquals(Exit.USAGE, bench.run("lab", "up", file.toString()));
        assertFalse(bench.err().contains("OSPF needs"), bench.err());
        assertFalse(bench.err().contains("cannot hear each other"), bench.err());
        assertTrue(bench.err().contains("300"), bench.err());
    }

    @Test
    void shippedLabsAreListedToo() {
        assertEquals(Exit.OK, bench.run("lab", "ls"));
        assertTrue(bench.out().contains("dmz   not up"), bench.out());
    }

    @Test
    void fileThatIsNoDocument() throws Exception {
        Path file = folder.resolve("binary.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});
        assertEquals(Exit.USAGE, bench.run("lab", "up", file.toString()));
        assertEquals("darsena: " + file + ": The document is not in UTF-8.\n", bench.err());
        Files.write(file, "{\"schema\": 1,\n ".getBytes(StandardCharsets.UTF_8));
        assertEquals(Exit.USAGE, bench.run("lab", "up", file.toString()));
        assertTrue(bench.err().contains("This is not JSON: line 2"), bench.err());
        assertEquals(Exit.USAGE, bench.run("lab", "up", folder.toString()));
        assertEquals(1, bench.err().lines().count());
    }

    @Test
    void checks() {
        bench.run("lab", "up", "dmz");
        assertEquals(Exit.OK, bench.run("lab", "check", "dmz"));
        assertEquals(12, bench.out().lines().filter(l -> l.startsWith("ok    ")).count(), bench.out());
        assertEquals("12 checks.\n", bench.err());
        bench.helper.checks(check -> !check.name().startsWith("client-1 → web :80"));
        assertEquals(Exit.FAILED, bench.run("lab", "check", "dmz"));
        assertEquals(
                1,
                bench.out()
                        .lines()
                        .filter(l -> l.startsWith("FAIL  client-1 → web :80"))
                        .count(),
                bench.out());
        assertEquals(11, bench.out().lines().filter(l -> l.startsWith("ok    ")).count());
        assertEquals("12 checks, 1 of them failed.\n", bench.err());
        assertEquals(Exit.FAILED, bench.run("lab", "check", "--json", "dmz"));
        assertTrue(bench.out().startsWith("["), bench.out());
        assertTrue(bench.out().contains("\"must-not\"") || bench.out().contains("\"must\""), bench.out());
        assertFalse(bench.out().contains("MUST"), bench.out());
        assertEquals("", bench.err());
    }

    @Test
    void execInANode() {
        bench.run("lab", "up", "dmz");
        bench.helper.programs(process -> process.argv().equals(List.of("vtysh", "-c", "show ip ospf")) ? 5 : 0);
        assertEquals(5, bench.run("lab", "exec", "dmz", "edge", "--", "vtysh", "-c", "show ip ospf"));
        assertEquals("exec dmz.edge vtysh -c show ip ospf", bench.helper.asked().getLast());
        assertEquals(Exit.OK, bench.run("lab", "exec", "dmz", "edge", "ip", "-br", "link"));
        assertEquals(Exit.FAILED, bench.run("lab", "exec", "dmz", "nosuch", "true"));
        assertTrue(bench.err().contains("it has client-1, client-2, core, edge"), bench.err());
    }

    @Test
    void interruptCancels() throws Exception {
        bench.helper.hold();
        var status = Bench.aside(() -> bench.run("lab", "up", "dmz"));
        Eventually.true_(
                "it is under way",
                () -> bench.handles("INT") && !bench.helper.asked().isEmpty());
        bench.signal("INT");
        assertEquals(Exit.INTERRUPTED, status.get(10, TimeUnit.SECONDS));
        assertTrue(bench.err().endsWith("It was cancelled; what had been done was undone.\n"), bench.err());
        assertFalse(bench.handles("INT"));
        assertEquals(List.of(), bench.helper.labs());
    }

    @Test
    void stepsInOneLineOnATerminal() {
        bench.terminal = true;
        bench.size = new Terminal.Size(12, 5);
        assertEquals(Exit.OK, bench.run("lab", "up", "dmz"));
        assertEquals("\r\033[K 40 %  mak…\r\033[K", bench.err());
    }
}
