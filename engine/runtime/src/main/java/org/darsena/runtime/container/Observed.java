package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.proc.ProcStat;

/// What /proc shows of a container.
final class Observed {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_COMMAND = 400;

    /// Of each kind: those inside may make as many as they like, and it is we who would have to hold them all.
    static final int MOST = 1000;

    private final Proc proc;
    private final int init;

    /// @param init the host's number of its first process
    Observed(Proc proc, int init) {
        this.proc = proc;
        this.init = init;
    }

    /// Each kind with its inode, and whose it is: its own, the machine's, or one that another container has too.
    ///
    /// @param others first processes of the other containers, with their names
    ArrayNode namespaces(Map<Integer, String> others) throws IOException {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        ArrayNode out = NODES.arrayNode();
        for (Namespace kind : Namespace.values()) {
            long inode = proc.namespace(init, kind.procName());
            if (inode != 0) {
                boolean host = inode == proc.namespace(self, kind.procName());
                List<String> with = host ? List.of() : sharing(others, kind, inode);
                ArrayNode names = out.addObject()
                        .put("kind", kind.procName())
                        .put("inode", inode)
                        .put("own", !host)
                        .put("scope", host ? "host" : with.isEmpty() ? "own" : "shared")
                        .putArray("with");
                with.forEach(names::add);
            }
        }
        return out;
    }

    private List<String> sharing(Map<Integer, String> others, Namespace kind, long inode) {
        return others.entrySet().stream()
                .filter(e -> same(e.getKey(), kind, inode))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    private boolean same(int pid, Namespace kind, long inode) {
        try {
            return proc.namespace(pid, kind.procName()) == inode;
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    ObjectNode ids() throws IOException {
        ObjectNode out = NODES.objectNode();
        map(out.putArray("uid"), "uid_map");
        map(out.putArray("gid"), "gid_map");
        out.put("setgroups", proc.read(init + "/setgroups").strip());
        return out;
    }

    private void map(ArrayNode out, String file) throws IOException {
        for (long[] range : proc.idMap(init, file)) {
            out.addObject().put("inside", range[0]).put("outside", range[1]).put("count", range[2]);
        }
    }

    /// Every process of the container: its number outside and inside, and its command line.
    ArrayNode processes(Collection<Integer> pids) {
        ArrayNode out = NODES.arrayNode();
        for (int pid : pids.stream().limit(MOST).toList()) {
            try {
                Map<String, String> status = proc.status(pid);
                String[] numbers =
                        status.getOrDefault("NSpid", String.valueOf(pid)).split("\\s+");
                ObjectNode one = out.addObject();
                ArrayNode nested = one.putArray("pids"); // from the machine's inwards, one for each pid namespace
                for (String number : numbers) {
                    nested.add(Integer.parseInt(number));
                }
                one.put("pid", pid)
                        .put("inside", inside(numbers))
                        .put("command", command(pid, status.getOrDefault("Name", "")))
                        .set("capabilities", masks(status));
            } catch (IOException e) {
                // it has just ended
            }
        }
        return out;
    }

    /// The container's number of it, who may have pid namespaces below its own.
    private int inside(String[] numbers) throws IOException {
        int depth = proc.status(init).getOrDefault("NSpid", "").split("\\s+").length;
        return Integer.parseInt(numbers[Math.min(depth, numbers.length) - 1]);
    }

    /// As the kernel writes them: 64 bits, hexadecimal.
    private static ObjectNode masks(Map<String, String> status) {
        ObjectNode out = NODES.objectNode();
        for (CapabilitySet set : CapabilitySet.values()) {
            out.put(word(set), status.get(set.statusField()));
        }
        return out;
    }

    private static String word(CapabilitySet set) {
        return set.name().toLowerCase(Locale.ROOT);
    }

    private String command(int pid, String name) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(proc.path(pid, "cmdline"))) {
            bytes = in.readNBytes(LONGEST_COMMAND * 4 + 1);
        }
        String line =
                new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        String text = line.isEmpty() ? name : line;
        return text.length() <= LONGEST_COMMAND ? text : text.substring(0, LONGEST_COMMAND) + "…";
    }

    /// Capabilities, seccomp, no_new_privs and LSM label of the container's command: below our reaper,
    /// where there is one, which keeps less than it gives.
    void rights(ObjectNode out, Collection<Integer> pids) throws IOException {
        int command = command(pids);
        Map<String, String> status = proc.status(command);
        ObjectNode sets = out.putObject("capabilities");
        for (CapabilitySet set : CapabilitySet.values()) {
            ArrayNode held = sets.putArray(word(set));
            Machine.capabilities(Long.parseUnsignedLong(status.getOrDefault(set.statusField(), "0"), 16))
                    .forEach(c -> held.add(c.label()));
        }
        out.put("noNewPrivileges", "1".equals(status.get("NoNewPrivs")));
        out.putObject("seccomp")
                .put("mode", Integer.parseInt(status.getOrDefault("Seccomp", "0")))
                .put("filters", Integer.parseInt(status.getOrDefault("Seccomp_filters", "0")));
        labels(out.putObject("lsm"), command);
        out.set("process", new ObservedProcess(proc, command).all(status));
    }

    /// What it runs: below our reaper, where there is one; else its first process itself.
    int command(Collection<Integer> pids) {
        return pids.stream()
                .filter(pid -> proc.stat(pid).map(ProcStat::parent).orElse(0) == init)
                .min(Integer::compare)
                .orElse(init);
    }

    /// Which security modules are active (null: securityfs is not mounted), and their labels, where they give any: of
    /// the one that came first (SELinux's, where that is active), and of AppArmor. What a process denies itself by
    /// Landlock the kernel shows nobody.
    private void labels(ObjectNode out, int pid) {
        try {
            out.put(
                    "active",
                    Files.readString(Path.of("/sys/kernel/security/lsm")).strip());
        } catch (IOException e) {
            out.putNull("active");
        }
        Map<String, String> files = Map.of("current", "attr/current", "apparmor", "attr/apparmor/current");
        files.forEach((name, file) -> {
            try {
                out.put(
                        name,
                        Files.readString(proc.path(pid, file)).replace("\0", "").strip());
            } catch (IOException e) {
                out.putNull(name); // ENOENT or EINVAL: it gives none
            }
        });
    }

    /// Whether its root can be written to, and which folders are in memory.
    ObjectNode root() throws IOException {
        ObjectNode out = NODES.objectNode();
        ArrayNode memory = NODES.arrayNode();
        for (MountInfo m : proc.mounts(init, MOST)) {
            boolean readOnly = m.options().contains("ro");
            if (m.point().equals("/")) {
                out.put("readOnly", readOnly || m.superOptions().contains("ro")).put("type", m.type());
            } else if (m.type().equals("tmpfs") && !readOnly) {
                memory.add(m.point());
            }
        }
        out.set("inMemory", memory);
        return out;
    }

    /// Its first process.
    ObjectNode init() throws IOException {
        Map<String, String> status = proc.status(init);
        return NODES.objectNode()
                .put("pid", init)
                .put("name", status.get("Name"))
                .put("program", Files.readSymbolicLink(proc.path(init, "exe")).toString())
                .put("kind", Init.running(proc, init).name().toLowerCase(Locale.ROOT));
    }

    /// What AppArmor shows of the container's command, `name (mode)`; empty where there is none.
    String confinement(Collection<Integer> pids) {
        try {
            return Files.readString(proc.path(command(pids), "attr/apparmor/current"))
                    .replace("\0", "")
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    ArrayNode mounts() throws IOException {
        ArrayNode out = NODES.arrayNode();
        for (MountInfo m : proc.mounts(init, MOST)) {
            out.addObject()
                    .put("target", m.point())
                    .put("type", m.type())
                    .put("source", m.source())
                    .put("root", m.root())
                    .put("options", String.join(",", m.options()))
                    .put("propagation", m.propagation().isEmpty() ? "private" : String.join(" ", m.propagation()));
        }
        return out;
    }
}
