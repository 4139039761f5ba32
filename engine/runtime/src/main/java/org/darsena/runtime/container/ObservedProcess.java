package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.runtime.proc.Proc;

/// What /proc shows of one process: who it is, where it stands, what holds it back.
///
/// @param pid the machine's number
record ObservedProcess(Proc proc, int pid) {
    private static final Pattern LIMIT = Pattern.compile("(Max .*?) {2,}(\\S+) +(\\S+)( .*)?");

    ObjectNode all(Map<String, String> status) throws IOException {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("pid", pid);
        String[] numbers = status.getOrDefault("NSpid", "" + pid).split("\\s+");
        var pids = out.putArray("pids"); // from the machine's inwards, one for each pid namespace
        for (String number : numbers) {
            pids.add(Integer.parseInt(number));
        }
        // real, effective, saved, of the file system; the machine's numbers
        out.put("uid", status.get("Uid")).put("gid", status.get("Gid")).put("groups", status.get("Groups"));
        out.put("umask", status.get("Umask"));
        out.put("root", link("root")).put("cwd", link("cwd")).put("exe", link("exe"));
        out.put("oomScoreAdj", Integer.parseInt(read("oom_score_adj").strip()));
        // the kernel shows them to nobody but the process itself: prctl(2) PR_GET_SECUREBITS
        out.putNull("secureBits");
        limits(out.putObject("limits"), read("limits"));
        var cgroups = out.putArray("cgroups");
        for (String line : read("cgroup").strip().split("\n")) {
            String[] f = line.split(":", 3);
            cgroups.addObject()
                    .put("hierarchy", Integer.parseInt(f[0]))
                    .put("controllers", f[1])
                    .put("path", f[2]);
        }
        return out;
    }

    /// `Max open files            1024                 4096                 files` → soft and hard.
    private static void limits(ObjectNode out, String text) {
        for (String line : text.split("\n")) {
            Matcher m = LIMIT.matcher(line);
            if (m.matches()) {
                out.putObject(m.group(1).substring("Max ".length()))
                        .put("soft", m.group(2))
                        .put("hard", m.group(3));
            }
        }
    }

    private String link(String name) throws IOException {
        return Files.readSymbolicLink(proc.path(pid, name)).toString();
    }

    private String read(String file) throws IOException {
        return proc.read(pid + "/" + file);
    }
}
