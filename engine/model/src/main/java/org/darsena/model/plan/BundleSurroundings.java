package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;

/// What stands around the process of an OCI bundle: what its configuration says, and of the file systems that every
/// Linux container has those that it leaves out.
public final class BundleSurroundings {
    private static final Set<String> QUIET = Set.of("nosuid", "nodev", "noexec");

    private BundleSurroundings() {}

    /// Complete, targets without `.` and doubled slashes; the mounts of `bundle` keep their order, and their numbers
    /// among those of type bind.
    public static List<Mount> mounts(ContainerSpec spec, Bundle bundle) {
        List<Mount> given =
                bundle.mounts().stream().map(BundleSurroundings::clean).toList();
        var before = new ArrayList<Mount>();
        var after = new ArrayList<Mount>();
        lacking(given, before, new Mount("/proc", "proc", "proc", QUIET, List.of()));
        if (spec.namespaces().contains(Namespace.NET)) {
            lacking(given, before, new Mount("/sys", "sysfs", "sysfs", plus(QUIET, "ro"), List.of()));
        }
        lacking(
                given,
                before,
                new Mount("/dev", "tmpfs", "tmpfs", Set.of("nosuid", "noexec"), List.of("mode=755", "size=4m")));
        lacking(
                given,
                after,
                new Mount(
                        "/dev/pts",
                        "devpts",
                        "devpts",
                        Set.of("nosuid", "noexec"),
                        List.of("ptmxmode=0666", "mode=0620", "gid=5")));
        lacking(given, after, new Mount("/dev/shm", "tmpfs", "shm", QUIET, List.of("mode=1777", "size=64m")));
        before.addAll(given);
        before.addAll(after);
        return List.copyOf(before);
    }

    private static Set<String> plus(Set<String> flags, String one) {
        var all = new java.util.HashSet<>(flags);
        all.add(one);
        return all;
    }

    private static void lacking(List<Mount> given, List<Mount> to, Mount mount) {
        if (given.stream().noneMatch(m -> m.target().equals(mount.target()))) {
            to.add(mount);
        }
    }

    private static Mount clean(Mount mount) {
        return new Mount(path(mount.target()), mount.type(), mount.source(), mount.flags(), mount.data());
    }

    /// Without `.`, doubled and trailing slashes.
    public static String path(String path) {
        var all = new StringBuilder();
        for (String name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                all.append('/').append(name);
            }
        }
        return all.isEmpty() ? "/" : all.toString();
    }
}
