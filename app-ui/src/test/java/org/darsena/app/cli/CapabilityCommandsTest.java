package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.darsena.model.container.Capability;
import org.junit.jupiter.api.Test;

/// `caps` and `filecap`.
class CapabilityCommandsTest {
    private final Bench bench = new Bench();
    private final String id;

    CapabilityCommandsTest() {
        bench.run("create", "box", "true");
        id = bench.out().strip();
    }

    private List<String> lines(String... words) {
        assertEquals(Exit.OK, bench.run(words), bench.err());
        return bench.out().lines().toList();
    }

    @Test
    void withoutAContainerEachIsExplained() {
        List<String> lines = lines("caps");
        assertEquals(1 + Capability.values().length, lines.size());
        assertTrue(lines.get(1).matches("chown +x +Change the owner .*"), lines.get(1));
        assertTrue(lines.stream().anyMatch(l -> l.matches("sys_module +- +Load and unload kernel modules\\.")));
        assertTrue(lines("--lang", "es", "caps").getLast().contains("Guardar y restaurar procesos"));
    }

    @Test
    void ofAContainersProcessesWhatIsInAnySet() {
        bench.helper.inspection(id, """
            {"processes": [{"pid": 4711, "inside": 2, "command": "sleep \\u001b[31m 9", "capabilities":
              {"effective": "0000000000000020", "permitted": "0000000000000021", "inheritable": "0",
               "bounding": "0000000000000021", "ambient": "0000000000000000"}}]}\
            """);
        List<String> lines = lines("caps", "box");
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("process 2 (outside 4711): sleep "), lines.get(0));
        assertTrue(lines.get(0).indexOf('\u001b') < 0, "nothing for the terminal");
        assertTrue(lines.get(2).matches("chown +- +x +- +x +- +Change the owner .*"), lines.get(2));
        assertTrue(lines.get(3).matches("kill +x +x +- +x +- +Send signals .*"), lines.get(3));
        bench.helper.inspection(id, "{}");
        assertEquals(Exit.FAILED, bench.run("caps", "box"));
        assertEquals("darsena: box is not running.\n", bench.err());
    }

    @Test
    void aFilesAreShownWithWhatTheyComeTo() {
        bench.helper.file("{\"path\":\"/x\",\"capabilities\":null}");
        assertEquals(List.of("/x has no capabilities."), lines("filecap", "box", "/x"));
        bench.helper.file("""
            {"path": "/x", "capabilities": "cap_net_raw=ep", "permitted": ["net_raw"], "inheritable": [],
             "obstacles": [{"id": "no-new-privileges"},
                           {"id": "bounding-refuses", "capabilities": ["net_raw"]}]}\
            """);
        List<String> lines = lines("filecap", "box", "/x", "--set", "cap_net_raw+ep");
        assertEquals("/x cap_net_raw=ep", lines.get(0));
        assertTrue(lines.get(1).startsWith("  net_raw: Use raw and packet sockets"), lines.get(1));
        assertTrue(bench.err().contains("warning: the container's processes run with no_new_privs"), bench.err());
        assertTrue(bench.err().contains("lacks net_raw, so that executing this file fails"), bench.err());
        assertEquals(
                "filecap /x cap_net_raw+ep",
                bench.helper.asked().get(bench.helper.asked().size() - 2));
        lines("filecap", "box", "/x", "--remove");
        assertEquals(
                "filecap /x ", bench.helper.asked().get(bench.helper.asked().size() - 2));
        assertTrue(lines("filecap", "box", "/x", "--json").getFirst().startsWith("{"));
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertEquals(Exit.USAGE, bench.run("filecap", "box", "/x", "--set", "cap_nosuch+ep"));
        assertTrue(
                bench.err().contains("“cap_nosuch+ep” is no value for --set. It wants the words of setcap"),
                bench.err());
        assertEquals(Exit.USAGE, bench.run("filecap", "box", "x"));
        assertEquals(Exit.USAGE, bench.run("filecap", "box", "/x", "--set", "=", "--remove"));
    }
}
