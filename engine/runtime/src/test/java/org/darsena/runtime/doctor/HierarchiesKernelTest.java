package org.darsena.runtime.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.cgroup.Forest;
import org.darsena.model.cgroup.Forest.Outcome;
import org.darsena.model.cgroup.Forest.Tree;
import org.darsena.model.cgroup.Tasks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The three rules of hierarchies, as the model has them and as the kernel does. What is mounted is new, in a mount
/// namespace of the script's own, and gone with it.
@Tag("kernel")
class HierarchiesKernelTest {
    private final HierarchyProbe probe = new HierarchyProbe(Path.of("/"));

    private static List<String> script(String text, String... words) throws Exception {
        Path place = Files.createTempDirectory("darsena-trees");
        try {
            List<String> command = new java.util.ArrayList<>(List.of(
                    "unshare", "--mount", "--propagation", "private", "sh", "-c", text, "sh", place.toString()));
            command.addAll(List.of(words));
            Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            p.waitFor();
            return out.lines().toList();
        } finally {
            Files.delete(place);
        }
    }

    private static boolean mounts(Set<String> subsystems) throws Exception {
        return script(
                        "mount -t cgroup -o \"$2\" none \"$1\" 2>/dev/null && echo yes && umount \"$1\"",
                        String.join(",", new TreeSet<>(subsystems)))
                .contains("yes");
    }

    @Test
    void oneHierarchyCarriesSeveralSubsystems() throws Exception {
        Set<String> both = Set.of("net_cls", "net_prio");
        Forest forest = probe.forest();
        assumeTrue(forest.free().containsAll(both), "net_cls and net_prio are attached already");
        assertInstanceOf(Outcome.Made.class, forest.mount(both));
        List<String> seen = script("""
                mount -t cgroup -o net_cls,net_prio none "$1" || exit 1
                cut -d: -f2 /proc/self/cgroup | grep net_
                ls "$1" | grep -c -e net_cls.classid -e net_prio.ifpriomap
                mkdir "$1.x"; mount -t cgroup -o net_cls none "$1.x" 2>/dev/null && echo apart
                rmdir "$1.x"; umount "$1"
                """);
        assertEquals(List.of("net_cls,net_prio", "2"), seen, "both in one, and neither joins another meanwhile");
    }

    @Test
    void anAttachedSubsystemDoesNotJoinOthers() throws Exception {
        Forest forest = probe.forest();
        for (Tree tree : forest.trees()) {
            for (String subsystem : tree.unified() ? Set.<String>of() : tree.subsystems()) {
                for (String other : List.of("memory", "cpu")) {
                    Set<String> wanted = new TreeSet<>(List.of(subsystem, other));
                    boolean refused = forest.mount(wanted) instanceof Outcome.Refused;
                    assertEquals(!refused, mounts(wanted), wanted.toString());
                }
            }
        }
        assumeTrue(forest.holder("cpu").filter(t -> !t.unified()).isPresent(), "no version 1");
        Set<String> same = forest.holder("cpu").orElseThrow().subsystems();
        assertInstanceOf(Outcome.Same.class, forest.mount(same));
        assertTrue(mounts(same), "the same hierarchy is seen at a second place");
    }

    @Test
    void aTaskIsInOneGroupAndItsChildrenBeginThere() throws Exception {
        String name = "dtest-" + ProcessHandle.current().pid();
        List<String> seen = script("""
                mount -t cgroup -o none,name="$2" none "$1" || exit 1
                mkdir "$1/a" "$1/b"
                where() { sed -n "s/.*:name=$NAME://p" /proc/$1/cgroup; }
                NAME="$2"
                echo $$ > "$1/a/cgroup.procs"
                sleep 100 & child=$!
                where $$; where $child
                echo $child > "$1/b/cgroup.procs"
                where $$; where $child
                grep -c -x $child "$1/a/cgroup.procs"; grep -c -x $child "$1/b/cgroup.procs"
                kill $child; wait $child 2>/dev/null
                echo $$ > "$1/cgroup.procs"
                rmdir "$1/a" "$1/b"; umount "$1"
                """, name);
        Tree tree = new Tree(9, Set.of(), name, false);
        Forest forest = new Forest(List.of(tree), Set.of());
        Tasks begun = Tasks.first(forest, 1).move(1, tree, "/a").fork(1, 2);
        Tasks apart = begun.move(2, tree, "/b");
        assertEquals(
                List.of(
                        begun.group(1, tree),
                        begun.group(2, tree),
                        apart.group(1, tree),
                        apart.group(2, tree),
                        "0",
                        "1"),
                seen);
    }

    @Test
    void theDoctorDrawsWhatIsThere() throws IOException {
        JsonNode json = probe.json();
        Set<String> told = new TreeSet<>();
        json.path("free").forEach(f -> told.add(f.asText()));
        for (JsonNode tree : json.path("trees")) {
            tree.path("subsystems").forEach(s -> assertTrue(told.add(s.asText()), s + " is told twice"));
            String mount = tree.path("mount").asText();
            if (!mount.isEmpty()) {
                JsonNode groups = tree.path("groups");
                assertEquals("/", groups.path("name").asText());
                try (var dirs = Files.list(Path.of(mount))) {
                    long below = dirs.filter(Files::isDirectory).count();
                    long drawn =
                            groups.path("below").size() + groups.path("more").asLong();
                    assertTrue(Math.abs(below - drawn) <= 3, mount + ": other tests come and go");
                }
            }
        }
        Set<String> kernels = new TreeSet<>();
        Files.readAllLines(Path.of("/proc/cgroups")).stream()
                .filter(l -> !l.startsWith("#") && l.endsWith("1"))
                .forEach(l -> kernels.add(l.split("\\s+")[0]));
        assertEquals(kernels, told, "each subsystem once, attached or free");
    }
}
