package org.darsena.model.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Docs;
import org.darsena.model.container.Namespace;
import org.darsena.model.json.SpecReader;
import org.darsena.model.plan.Words.Line;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<Line> lines(String... changes) throws Exception {
        return Words.lines(Planner.plan(SpecReader.read(Docs.with(Docs.SPEC, changes)), Facts.preview("web", "host")));
    }

    private static Line line(List<Line> lines, String id) {
        return lines.stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aReaderSeesOneLineForOneThing() throws Exception {
        assertEquals(
                List.of(
                        "plan.cgroup",
                        "plan.namespaces",
                        "plan.ids",
                        "plan.layer.read-only",
                        "plan.bind",
                        "plan.attach",
                        "plan.root",
                        "plan.kernel",
                        "plan.mask",
                        "plan.hostname",
                        "plan.loopback",
                        "plan.namespace.cgroup",
                        "plan.plug.bridge",
                        "plan.address",
                        "plan.capabilities",
                        "plan.no-new-privileges",
                        "plan.filter",
                        "plan.execute"),
                lines().stream().map(Line::id).toList());
    }

    @Test
    void commandsSayTheSame() throws Exception {
        var lines = lines("/resources", "{\"memory\":\"256M\",\"cpus\":0.5}");
        assertEquals(
                List.of(
                        "mkdir /sys/fs/cgroup/darsena/web",
                        "echo 268435456 > /sys/fs/cgroup/darsena/web/memory.max",
                        "echo 0 > /sys/fs/cgroup/darsena/web/memory.swap.max",
                        "echo '50000 100000' > /sys/fs/cgroup/darsena/web/cpu.max",
                        "echo 256 > /sys/fs/cgroup/darsena/web/pids.max",
                        "(a BPF program on /sys/fs/cgroup/darsena/web that allows c 1:3 rwm, c 1:5 rwm, c 1:7 rwm,"
                                + " c 1:8 rwm, c 1:9 rwm, c 5:0 rwm, c 5:2 rwm, c 136:* rwm)"),
                line(lines, "plan.cgroup").commands());
        assertEquals(
                Map.of("trees", "1", "limits", "5"), line(lines, "plan.cgroup").args());
        assertEquals(
                "mkdir, write ×4, bpf(BPF_PROG_LOAD), bpf(BPF_PROG_ATTACH)",
                line(lines, "plan.cgroup").calls());
        assertEquals(
                List.of("unshare --user --mount --uts --ipc --pid --net --fork"),
                line(lines, "plan.namespaces").commands());
        assertEquals("clone3(0x7c020000)", line(lines, "plan.namespaces").calls());
        assertEquals(
                List.of("echo '0 1879048192 65536' | tee /proc/$PID/uid_map /proc/$PID/gid_map"),
                line(lines, "plan.ids").commands());
        assertEquals(
                List.of("exec nginx -g 'daemon off;'"),
                line(lines, "plan.execute").commands());
        assertEquals(
                Map.of("kept", "14", "dropped", "27"),
                line(lines, "plan.capabilities").args());
        assertEquals(
                "prctl(PR_CAPBSET_DROP) ×27, capset",
                line(lines, "plan.capabilities").calls());
    }

    @Test
    void whatAPersonTypedIsQuoted() throws Exception {
        var lines = lines(
                "/process",
                "{\"argv\":[\"echo\",\"it's $HOME\",\"\"],\"env\":{\"A\":\"b c\"},\"cwd\":\"/a b\"}",
                "/hostname",
                "\"h\"");
        assertEquals(
                List.of("cd '/a b'; exec env 'A=b c' echo 'it'\\''s $HOME' ''"),
                line(lines, "plan.execute").commands());
    }

    /// Every kind of step and every sentence is met by one of these.
    @Test
    void everySentenceIsListedWithItsArguments() throws Exception {
        var all = new ArrayList<Line>(lines());
        all.addAll(lines(
                "/namespaces",
                "[\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\",\"user\",\"time\"]",
                "/networks",
                "[{\"name\":\"a\",\"type\":\"pair\",\"network\":\"other\",\"addresses\":[\"10.0.0.1/24\",\"10.0.1.1/24\"],"
                        + "\"mac\":\"02:00:00:00:00:01\",\"mtu\":1400},{\"name\":\"b\",\"type\":\"bridge\",\"network\":\"n\"}]",
                "/sysctls",
                "{\"net.a\":\"1\",\"net.b\":\"2\"}",
                "/security",
                "{\"seccomp\":\"strict\",\"secureBits\":[\"noroot\"],\"capabilities\":{\"ambient\":[\"kill\"]}}",
                "/process/uid",
                "7",
                "/root",
                "\"writable\""));
        all.addAll(lines(
                "/namespaces",
                "{\"time\":\"own\",\"ipc\":\"container:db\"}",
                "/clocks",
                "{\"boottime\":5}",
                "/domainname",
                "\"example.net\"",
                "/mounts",
                "[{\"source\":\"/a"
                        + " b\",\"target\":\"/a\",\"idmap\":\"0:0\",\"readOnly\":true},{\"type\":\"tmpfs\",\"target\":\"/t\"}]",
                "/maskedPaths",
                "[\"/m\"]"));
        all.addAll(Words.lines(Planner.plan(
                SpecReader.read(Docs.SPEC),
                Facts.preview("web", "host").pinned(Map.of(Namespace.USER, "/u", Namespace.NET, "/n")))));
        Set<String> seen = new HashSet<>();
        for (Line line : all) {
            seen.add(line.id());
            var wanted = Words.SENTENCES.get(line.id());
            assertTrue(wanted != null, line.id());
            assertEquals(Set.copyOf(wanted), line.args().keySet(), line.id());
            assertTrue(!line.commands().isEmpty() && !line.calls().isEmpty(), line.id());
        }
        assertEquals(Words.SENTENCES.keySet(), seen);
        assertEquals(
                "10.0.0.1/24, 10.0.1.1/24",
                line(all.subList(lines().size(), all.size()), "plan.address")
                        .args()
                        .get("addresses"));
    }

    @Test
    void theScriptHasEveryCommand() throws Exception {
        var spec = SpecReader.read(Docs.SPEC);
        var plan = Planner.plan(spec, Facts.preview("web", "host"));
        String script = Words.script(plan);
        assertTrue(script.startsWith("#!/bin/sh\n# plan.cgroup\nmkdir "));
        Words.lines(plan).forEach(l -> l.commands().forEach(c -> assertTrue(script.contains(c + "\n"), c)));
    }
}
