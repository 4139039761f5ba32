package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.proc.ProcStat;

/// What /proc shows of a container.
final class Observed {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> SETS = Map.of(
            "effective", "CapEff",
            "permitted", "CapPrm",
            "inheritable", "CapInh",
            "bounding", "CapBnd",
            "ambient", "CapAmb");
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

    /// Each kind with its inode, and whether it is another than ours.
    ArrayNode namespaces() throws IOException {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        ArrayNode out = NODES.arrayNode();
        for (Namespace kind : Namespace.values()) {
            long inode = proc.namespace(init, kind.procName());
            if (inode != 0) {
                out.addObject()
                        .put("kind", kind.procName())
                        .put("inode", inode)
                        .put("own", inode != proc.namespace(self, kind.procName()));
            }
        }
        return out;
    }

    ObjectNode ids() throws IOException {
        ObjectNode out = NODES.objectNode();
        map(out.putArray("uid"), "uid_map");
        map(out.putArray("gid"), "gid_map");
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
                out.addObject()
                        .put("pid", pid)
                        .put("inside", Integer.parseInt(numbers[numbers.length - 1]))
                        .put("command", command(pid, status.getOrDefault("Name", "")));
            } catch (IOException e) {
                // it has just ended
            }
        }
        return out;
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
        SETS.forEach((name, field) -> {
            ArrayNode set = sets.putArray(name);
            Machine.capabilities(Long.parseUnsignedLong(status.getOrDefault(field, "0"), 16))
                    .forEach(c -> set.add(c.label()));
        });
        out.put("noNewPrivileges", "1".equals(status.get("NoNewPrivs")));
        out.putObject("seccomp")
                .put("mode", Integer.parseInt(status.getOrDefault("Seccomp", "0")))
                .put("filters", Integer.parseInt(status.getOrDefault("Seccomp_filters", "0")));
        out.put("lsm", label(command));
    }

    private int command(Collection<Integer> pids) {
        return pids.stream()
                .filter(pid -> proc.stat(pid).map(ProcStat::parent).orElse(0) == init)
                .min(Integer::compare)
                .orElse(init);
    }

    private String label(int pid) {
        try {
            return Files.readString(proc.path(pid, "attr/current")).strip().replace("\0", "");
        } catch (IOException e) {
            return "unconfined"; // ENOENT or EINVAL: no LSM gives labels
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
                    .put("options", String.join(",", m.options()));
        }
        return out;
    }
}
