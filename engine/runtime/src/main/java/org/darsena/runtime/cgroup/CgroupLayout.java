package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.darsena.runtime.proc.MountInfo;

/// Which cgroup trees this machine has and which of them we use.
public record CgroupLayout(Version version, List<Hierarchy> hierarchies) {

    /// How control groups are mounted.
    public enum Version {
        /// none at all
        NONE,
        V1,
        /// v1 trees for the controllers, with a v2 tree beside them
        HYBRID,
        V2
    }

    /// What a container needs and what for; lacking ones are named by the doctor.
    public static final List<String> WANTED = List.of("memory", "cpu", "cpuacct", "pids", "freezer", "devices");

    private static final Set<String> USED = Set.of(
            "memory",
            "cpu",
            "cpuacct",
            "pids",
            "freezer",
            "devices",
            "cpuset",
            "blkio",
            "hugetlb",
            "net_cls",
            "net_prio",
            "perf_event");

    public CgroupLayout {
        hierarchies = List.copyOf(hierarchies);
    }

    /// Reads what is mounted; `root` is `/`, or a folder of fixtures in which the mount points are looked
    /// for.
    public static CgroupLayout read(List<MountInfo> mounts, Path root) throws IOException {
        List<Hierarchy> found = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        boolean v1 = false;
        Hierarchy unified = null;
        for (MountInfo m : mounts) {
            Path point = root.resolve(m.point().substring(1));
            if (m.type().equals("cgroup2") && unified == null) {
                unified = new Hierarchy(point, unifiedControllers(point), true);
            } else if (m.type().equals("cgroup")) {
                v1 = true;
                Set<String> ours = new LinkedHashSet<>(m.superOptions());
                ours.retainAll(USED);
                // the same tree may be mounted twice: the first is as good as the second
                if (!ours.isEmpty() && taken.addAll(ours)) {
                    found.add(new Hierarchy(point, ours, false));
                }
            }
        }
        if (unified != null) {
            found.add(v1 ? new Hierarchy(unified.mount(), handedDown(unified.mount()), true) : unified);
        }
        return new CgroupLayout(version(v1, unified != null), found);
    }

    private static Version version(boolean v1, boolean v2) {
        if (v1) {
            return v2 ? Version.HYBRID : Version.V1;
        }
        return v2 ? Version.V2 : Version.NONE;
    }

    private static Set<String> unifiedControllers(Path mount) throws IOException {
        Path file = mount.resolve("cgroup.controllers");
        return Files.exists(file) ? Set.of(words(Files.readString(file))) : Set.of();
    }

    /// Beside v1 trees it is not ours to say which controllers the v2 tree steers.
    private static Set<String> handedDown(Path mount) throws IOException {
        Path file = mount.resolve("cgroup.subtree_control");
        return Files.exists(file) ? Set.of(words(Files.readString(file))) : Set.of();
    }

    static String[] words(String text) {
        String plain = text.strip();
        return plain.isEmpty() ? new String[0] : plain.split("\\s+");
    }

    /// The tree that steers `controller`: a v1 tree, or the v2 tree where it has it. `freezer` and
    /// `cpuacct` are part of every v2 tree's core; `devices` is done there without a file.
    public Optional<Hierarchy> of(String controller) {
        return hierarchies.stream()
                .filter(h -> h.controllers().contains(controller) || (h.unified() && core(controller)))
                .findFirst();
    }

    private boolean core(String controller) {
        return controller.equals("freezer") || (version == Version.V2 && controller.equals("cpuacct"));
    }

    public Optional<Hierarchy> unified() {
        return hierarchies.stream().filter(Hierarchy::unified).findFirst();
    }

    /// The names of [#WANTED] that this machine lacks (on v2 `devices` is not a controller, so never
    /// missing).
    public List<String> missing() {
        return WANTED.stream()
                .filter(c -> of(c).isEmpty())
                .filter(c -> !(version == Version.V2 && c.equals("devices")))
                .toList();
    }
}
