package org.darsena.runtime.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.plan.Surroundings;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;

/// What is mounted in a container, and which of that is the host's too.
final class MountSight {
    private static final int MOST = 2000;
    private static final String DEV = "/dev";
    private static final String NULL = "/null";

    private final Proc proc;

    MountSight(Proc proc) {
        this.proc = proc;
    }

    List<Seen.Mount> see(int init) throws IOException {
        Set<String> devices = new HashSet<>();
        String nodes = "";
        for (MountInfo m : proc.ownMounts()) {
            devices.add(m.device());
            nodes = m.point().equals(DEV) ? m.device() : nodes;
        }
        String dev = nodes;
        return proc.mounts(init, MOST).stream()
                .map(m -> new Seen.Mount(
                        m.point(),
                        m.type(),
                        m.root(),
                        m.options().contains("ro") || m.superOptions().contains("ro"),
                        !m.propagation().isEmpty(),
                        devices.contains(m.device()) && !isNode(m, dev)))
                .toList();
    }

    /// One of the harmless nodes of the machine's /dev, upon its like or as a mask.
    private static boolean isNode(MountInfo m, String dev) {
        return m.device().equals(dev)
                && m.root().startsWith("/")
                && Surroundings.DEVICES.contains(m.root().substring(1));
    }

    /// What should be masked, is there, and has no mask: an empty read-only file system, or /dev/null.
    static List<String> uncovered(List<Seen.Mount> mounts) {
        boolean sys = mounts.stream().anyMatch(m -> m.target().equals("/sys"));
        return Surroundings.MASKED.stream()
                .filter(path -> sys || !path.startsWith("/sys/"))
                .filter(path -> Files.exists(Path.of(path)))
                .filter(path -> mounts.stream().noneMatch(m -> m.target().equals(path) && masks(m)))
                .toList();
    }

    private static boolean masks(Seen.Mount m) {
        return m.type().equals("tmpfs") && m.readOnly() || m.root().equals(NULL);
    }
}
