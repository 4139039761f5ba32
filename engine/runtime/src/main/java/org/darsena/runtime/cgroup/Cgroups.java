package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.plan.Facts.CgroupTree;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.proc.Proc;

/// The machine's control groups as far as they are ours: everything below one folder, `darsena` by default,
/// in each tree. Nothing outside it is ever touched, except that on v2 controllers are handed down to it.
public final class Cgroups {
    private static final Set<String> HANDED_DOWN = Set.of("memory", "cpu", "pids", "io", "cpuset", "hugetlb");

    private final CgroupLayout layout;
    private final String parent;
    private volatile List<CgroupTree> trees;

    /// Finds the trees of this machine.
    ///
    /// @param parent the name of our folder, so that several engines do not meet
    public static Cgroups open(Proc proc, String parent) throws IOException {
        return new Cgroups(CgroupLayout.read(proc.ownMounts(), Path.of("/")), parent);
    }

    public Cgroups(CgroupLayout layout, String parent) {
        if (!parent.matches("[a-z0-9][a-z0-9_.-]{0,62}")) {
            throw new IllegalArgumentException("not a name for a cgroup: " + parent);
        }
        this.layout = layout;
        this.parent = parent;
        this.trees = layout.hierarchies().stream()
                .map(h -> new CgroupTree(h.mount().toString(), h.controllers(), h.unified()))
                .toList();
    }

    public CgroupLayout layout() {
        return layout;
    }

    public String parent() {
        return parent;
    }

    /// The trees as a plan knows them.
    public List<CgroupTree> trees() {
        return trees;
    }

    private static CgroupTree tree(Hierarchy h, Path ours) {
        return new CgroupTree(h.mount().toString(), h.controllers(), h.unified(), CgroupFiles.names(ours));
    }

    private Path ours(Hierarchy h) {
        return h.mount().resolve(parent);
    }

    /// Makes our own folder in each tree and hands controllers down to it. Repeating it does no harm.
    public void prepare() throws IOException {
        for (Hierarchy h : layout.hierarchies()) {
            if (h.unified() && layout.version() == Version.V2) {
                handDown(h.mount(), h.controllers());
            }
            CgroupFiles.mkdir(ours(h));
            if (h.unified()) {
                handDown(ours(h), h.controllers());
            } else if (h.controllers().contains("cpuset")) {
                inherit(ours(h));
            }
        }
        trees = layout.hierarchies().stream().map(h -> tree(h, ours(h))).toList();
    }

    /// A fresh v1 cpuset is empty, and nothing may enter it: it and those below it begin with what is above.
    private static void inherit(Path dir) throws IOException {
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            if (CgroupFiles.read(dir.resolve(file)).orElse("").isBlank()) {
                CgroupFiles.inherit(dir.resolve(file));
            }
        }
        CgroupFiles.write(dir.resolve("cgroup.clone_children"), "1");
    }

    private static void handDown(Path dir, Set<String> available) throws IOException {
        Path file = dir.resolve("cgroup.subtree_control");
        Set<String> already = Set.of(CgroupLayout.words(CgroupFiles.read(file).orElse("")));
        for (String controller : HANDED_DOWN) {
            if (available.contains(controller) && !already.contains(controller)) {
                CgroupFiles.write(file, "+" + controller);
            }
        }
    }

    /// A container's cgroups, whether they are there or not.
    public ContainerCgroup of(String id) {
        if (!id.matches("[0-9a-f]{1,64}")) {
            throw new IllegalArgumentException("not an id: " + id);
        }
        return new ContainerCgroup(layout, parent, id);
    }

    /// Makes them, with these limits.
    public ContainerCgroup make(String id, List<SetLimit> limits) throws IOException {
        return make(id, new CgroupPlan(List.of(), limits, null, null, false));
    }

    public ContainerCgroup make(String id, CgroupPlan plan) throws IOException {
        ContainerCgroup cgroup = of(id);
        try {
            cgroup.make(plan);
        } catch (NoSuchFileException e) {
            prepare(); // somebody removed our own folder, which was empty
            cgroup.make(plan);
        }
        return cgroup;
    }

    /// The ids below our folder in any tree.
    public Set<String> ids() throws IOException {
        Set<String> all = new TreeSet<>();
        for (Hierarchy h : layout.hierarchies()) {
            Path dir = h.mount().resolve(parent);
            if (Files.isDirectory(dir)) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(dir, Files::isDirectory)) {
                    children.forEach(c -> all.add(c.getFileName().toString()));
                }
            }
        }
        return all;
    }

    /// Removes our own folder where it is empty, for a clean end of tests and of a removed installation.
    public boolean removeParent(Duration limit) {
        return Waiting.until(limit, () -> {
            boolean all = true;
            for (Hierarchy h : layout.hierarchies()) {
                try {
                    all &= CgroupFiles.rmdir(h.mount().resolve(parent));
                } catch (IOException e) {
                    all = false;
                }
            }
            return all;
        });
    }
}
