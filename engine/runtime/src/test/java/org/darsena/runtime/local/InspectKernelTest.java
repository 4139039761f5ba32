package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `inspect` against what the process that is inspected finds out about itself.
@Tag("kernel")
class InspectKernelTest {
    /// Each part ends with a line of its own; then it stays.
    private static final String PROBE = "cd /opt; part() { echo \"=== $1\"; }; part status; cat /proc/$$/status; part"
            + " limits; cat /proc/$$/limits; part mounts; cat /proc/$$/mountinfo; part uid; cat /proc/$$/uid_map; part"
            + " gid; cat /proc/$$/gid_map; part oom; cat /proc/$$/oom_score_adj; part setgroups; cat /proc/$$/setgroups;"
            + " part lsm; cat /proc/$$/attr/current 2>/dev/null; part cwd; readlink /proc/$$/cwd; part ns; readlink"
            + " /proc/$$/ns/*; part done; exec sleep 1000";

    private final TestEngine t = new TestEngine();

    InspectKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private JsonNode inspect(String id) throws Exception {
        return new JsonMapper().readTree(t.engine().inspect(id));
    }

    private Map<String, List<String>> probe(String id) throws Exception {
        TestEngine.until("the probe is through", () -> t.log(id).contains("=== done"));
        var parts = new HashMap<String, List<String>>();
        List<String> now = new ArrayList<>();
        for (String line : t.log(id).lines().toList()) {
            if (line.startsWith("=== ")) {
                now = new ArrayList<>();
                parts.put(line.substring(4), now);
            } else {
                now.add(line);
            }
        }
        return parts;
    }

    private static List<String> part(Map<String, List<String>> inside, String name) {
        return inside.getOrDefault(name, List.of());
    }

    private static Map<String, String> keys(List<String> status) {
        var keys = new HashMap<String, String>();
        status.forEach(
                l -> keys.put(l.split(":")[0], l.substring(l.indexOf(':') + 1).strip()));
        return keys;
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void whatIsToldIsWhatItsProcessFinds() throws Exception {
        String id = t.start(secured(
                shell("box", "mkdir -p /opt; " + PROBE),
                new Security(
                        Set.of(),
                        Set.of(Capability.CHOWN),
                        Map.of(CapabilitySet.AMBIENT, Set.of(Capability.KILL)),
                        Set.of(),
                        true,
                        Security.DEFAULT.seccomp(),
                        Security.DEFAULT.lsm())));
        Map<String, List<String>> inside = probe(id);
        TestEngine.until(
                "sleep runs",
                () -> inspect(id).path("process").path("exe").asText().contains("sleep"));
        JsonNode seen = inspect(id);
        Map<String, String> status = keys(part(inside, "status"));
        rights(seen, status);
        identity(seen, inside, status);
        surroundings(seen, inside);
    }

    private static void rights(JsonNode seen, Map<String, String> status) {
        for (CapabilitySet set : CapabilitySet.values()) {
            var named = EnumSet.noneOf(Capability.class);
            strings(seen.path("capabilities").path(set.name().toLowerCase(java.util.Locale.ROOT)))
                    .forEach(label -> named.add(Capability.named(label).orElseThrow()));
            assertEquals(
                    Long.parseLong(status.getOrDefault(set.statusField(), ""), 16), Capability.mask(named), set.name());
        }
        assertEquals(List.of("kill"), strings(seen.path("capabilities").path("ambient")), "it is not always empty");
        assertEquals(
                "1".equals(status.get("NoNewPrivs")),
                seen.path("noNewPrivileges").asBoolean());
        assertEquals(status.get("Seccomp"), seen.path("seccomp").path("mode").asText());
        assertEquals(
                status.get("Seccomp_filters"),
                seen.path("seccomp").path("filters").asText());
    }

    private static void identity(JsonNode seen, Map<String, List<String>> inside, Map<String, String> status) {
        JsonNode process = seen.path("process");
        List<String> pids = strings(process.path("pids"));
        assertEquals(status.get("Pid"), pids.getLast(), "its number inside is the last one");
        assertEquals(process.path("pid").asText(), pids.getFirst());
        for (String kind : List.of("uid", "gid")) {
            JsonNode range = seen.path("ids").path(kind).path(0);
            assertEquals(
                    List.of(
                            range.path("inside").asText(),
                            range.path("outside").asText(),
                            range.path("count").asText()),
                    List.of(part(inside, kind).getFirst().strip().split(" +")));
        }
        assertEquals(
                part(inside, "setgroups").getFirst(),
                seen.path("ids").path("setgroups").asText());
        assertEquals(part(inside, "oom").getFirst(), process.path("oomScoreAdj").asText());
        assertEquals("/opt", part(inside, "cwd").getFirst());
        assertEquals("/opt", process.path("cwd").asText());
        assertEquals("/", process.path("root").asText());
        String label = String.join("", part(inside, "lsm")).replace("\0", "").strip();
        assertEquals(label, seen.path("lsm").path("current").asText("").replace("null", ""));
        assertTrue(process.path("secureBits").isNull(), "the kernel does not tell");
    }

    private static void surroundings(JsonNode seen, Map<String, List<String>> inside) {
        var spaces = new LinkedHashMap<String, String>();
        for (JsonNode ns : seen.path("namespaces")) {
            spaces.put(ns.path("kind").asText(), ns.path("inode").asText());
            assertEquals(
                    ns.path("kind").asText().equals("time") ? "host" : "own",
                    ns.path("scope").asText(),
                    ns.toString());
        }
        spaces.forEach((kind, inode) -> assertTrue(
                part(inside, "ns").contains(kind + ":[" + inode + "]"), kind + " " + inode + " " + part(inside, "ns")));
        JsonNode limits = seen.path("process").path("limits");
        for (String line :
                part(inside, "limits").subList(1, part(inside, "limits").size())) {
            String[] f = line.split(" {2,}");
            JsonNode limit = limits.path(f[0].substring(4));
            assertEquals(
                    List.of(f[1], f[2]),
                    List.of(limit.path("soft").asText(), limit.path("hard").asText()),
                    line);
        }
        List<String> told = seen.path("mounts")
                .valueStream()
                .map(m -> m.path("target").asText() + " " + m.path("type").asText() + " "
                        + m.path("propagation").asText())
                .toList();
        List<String> found = part(inside, "mounts").stream()
                .map(l -> {
                    String[] f = l.split(" ");
                    int dash = List.of(f).indexOf("-");
                    String propagation = String.join(" ", List.of(f).subList(6, dash));
                    return f[4] + " " + f[dash + 1] + " " + (propagation.isEmpty() ? "private" : propagation);
                })
                .toList();
        assertEquals(found, told);
        assertTrue(seen.path("process")
                .path("cgroups")
                .toString()
                .contains(seen.path("id").asText()));
    }

    @Test
    void whoseANamespaceIs() throws Exception {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.UTS);
        String id = t.start(spec("box", "sleep", "1000").with(c -> c.namespaces = own));
        for (JsonNode ns : inspect(id).path("namespaces")) {
            String kind = ns.path("kind").asText();
            assertEquals(
                    List.of("uts", "time").contains(kind) ? "host" : "own",
                    ns.path("scope").asText(),
                    kind);
        }
    }

    /// Every process with all its sets, and what is dangerous by name.
    @Test
    void eachProcessHasItsSetsAndTheDocumentItsWarnings() throws Exception {
        String id = t.start(secured(
                spec("box", "sleep", "1000"),
                new Security(Set.of(Capability.SYS_PTRACE), Set.of(), true, Security.DEFAULT.seccomp())));
        JsonNode seen = inspect(id);
        assertEquals(2, seen.path("processes").size());
        long kill = Capability.mask(Set.of(Capability.KILL));
        JsonNode reaper = seen.path("processes").path(0);
        assertEquals(1, reaper.path("inside").asInt());
        assertEquals(
                kill,
                Long.parseLong(reaper.path("capabilities").path("effective").asText(), 16));
        long all = Capability.mask(Capability.DEFAULT) | Capability.mask(Set.of(Capability.SYS_PTRACE));
        JsonNode command = seen.path("processes").path(1).path("capabilities");
        assertEquals(all, Long.parseLong(command.path("bounding").asText(), 16));
        JsonNode warning = seen.path("warnings").path(0);
        assertEquals("caps.confined", warning.path("rule").asText());
        assertEquals("sys_ptrace", warning.path("args").path(0).asText());
    }
}
