package org.darsena.runtime.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.darsena.model.cgroup.Forest;
import org.darsena.model.cgroup.Forest.Tree;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.jspecify.annotations.Nullable;

/// The machine's hierarchies of control groups as /proc and the mounts show them, with the groups next to their
/// roots.
final class HierarchyProbe {
    private static final int DEPTH = 2;
    private static final int MANY = 12;

    private final Path root;

    HierarchyProbe(Path root) {
        this.root = root;
    }

    /// What is attached, seen with the eyes of this program: only mounted hierarchies have groups to look at.
    Forest forest() throws IOException {
        Set<String> all = new HashSet<>();
        Map<Integer, Set<String>> carried = new HashMap<>();
        for (String line : Files.readAllLines(root.resolve("proc/cgroups"))) {
            String[] words = line.split("\\s+");
            if (line.startsWith("#") || words.length < 4 || !words[3].equals("1")) {
                continue; // the heading, or one that was switched off at boot
            }
            all.add(words[0]);
            carried.computeIfAbsent(Integer.parseInt(words[1]), _ -> new HashSet<>())
                    .add(words[0]);
        }
        List<Tree> trees = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            int id = Integer.parseInt(parts[0]);
            String name = parts[1].startsWith("name=") ? parts[1].substring(5) : "";
            Set<String> has = id == 0 ? handedDown() : carried.getOrDefault(id, Set.of());
            trees.add(new Tree(id, has, name, id == 0));
        }
        return new Forest(trees, all);
    }

    private List<MountInfo> mounts() throws IOException {
        return new Proc(root.resolve("proc")).ownMounts();
    }

    /// Version 2 holds what it hands down; on a machine without version 1 whatever it could.
    private Set<String> handedDown() throws IOException {
        boolean alone = mounts().stream().noneMatch(m -> m.type().equals("cgroup"));
        for (MountInfo m : mounts()) {
            if (m.type().equals("cgroup2")) {
                Path file = place(m).resolve(alone ? "cgroup.controllers" : "cgroup.subtree_control");
                String text = Files.exists(file) ? Files.readString(file).strip() : "";
                return text.isEmpty()
                        ? Set.of()
                        : Arrays.stream(text.split("\\s+"))
                                .map(name -> name.equals("io") ? "blkio" : name) // as /proc/cgroups calls it
                                .collect(Collectors.toSet());
            }
        }
        return Set.of();
    }

    private Path place(MountInfo m) {
        return root.resolve(m.point().substring(1));
    }

    /// `trees`: `title`, `version`, `subsystems`, `mount` (empty: not in sight), `groups`; `free`: subsystems that are
    /// attached nowhere.
    ObjectNode json() throws IOException {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        Forest forest = forest();
        ArrayNode trees = out.putArray("trees");
        for (Tree tree : forest.trees()) {
            ObjectNode node = trees.addObject().put("title", tree.title()).put("version", tree.unified() ? 2 : 1);
            new TreeSet<>(tree.subsystems()).forEach(node.putArray("subsystems")::add);
            Path mount = mount(tree);
            node.put("mount", mount == null ? "" : "/" + root.relativize(mount));
            if (mount != null) {
                node.set("groups", groups(mount, "/", DEPTH));
            }
        }
        forest.free().forEach(out.putArray("free")::add);
        return out;
    }

    private @Nullable Path mount(Tree tree) throws IOException {
        for (MountInfo m : mounts()) {
            boolean it = tree.unified()
                    ? m.type().equals("cgroup2")
                    : m.type().equals("cgroup")
                            && (tree.subsystems().isEmpty()
                                    ? m.superOptions().contains("name=" + tree.name())
                                    : m.superOptions().containsAll(tree.subsystems()));
            if (it) {
                return place(m);
            }
        }
        return null;
    }

    /// A group with those below it: `name`, `processes`, `below`, and how many `more` there are.
    private static ObjectNode groups(Path dir, String name, int depth) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("name", name).put("processes", processes(dir));
        List<Path> children = children(dir);
        ArrayNode below = node.putArray("below");
        int shown = depth == 0 ? 0 : Math.min(MANY, children.size());
        for (Path child : children.subList(0, shown)) {
            below.add(groups(child, String.valueOf(child.getFileName()), depth - 1));
        }
        return node.put("more", children.size() - shown);
    }

    private static List<Path> children(Path dir) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(dir, Files::isDirectory)) {
            all.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // it went while we looked
        }
        found.sort(null);
        return found;
    }

    private static long processes(Path dir) {
        try {
            return Files.readString(dir.resolve("cgroup.procs")).lines().count();
        } catch (IOException e) {
            return 0;
        }
    }
}
