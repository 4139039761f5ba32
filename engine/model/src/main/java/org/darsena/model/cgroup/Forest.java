package org.darsena.model.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A machine's hierarchies of control groups. Two of their rules are here: one hierarchy may carry several
/// subsystems; a subsystem that is attached to one cannot join another that carries others. The third, of tasks, is
/// in [Tasks].
///
/// @param trees attached hierarchies
/// @param subsystems all that the kernel has
public record Forest(List<Tree> trees, Set<String> subsystems) {

    /// One hierarchy.
    ///
    /// @param id the kernel's number, 0 for version 2
    /// @param subsystems what it carries; none for one that only has a name
    /// @param name empty for one without
    public record Tree(int id, Set<String> subsystems, String name, boolean unified) {
        public Tree {
            subsystems = Set.copyOf(subsystems);
        }

        /// As people call it: `cpu,cpuacct`, `name=systemd`, `unified`.
        public String title() {
            if (unified) {
                return "unified";
            }
            return subsystems.isEmpty() ? "name=" + name : String.join(",", new TreeSet<>(subsystems));
        }
    }

    /// What comes of wanting a hierarchy.
    public sealed interface Outcome {
        /// It is there already, and the same is seen at one more place.
        record Same(Tree tree) implements Outcome {}

        /// It is new.
        record Made(Forest forest, Tree tree) implements Outcome {}

        /// A subsystem is attached elsewhere, where others are or are not with it.
        record Refused(String subsystem, Tree holder) implements Outcome {}

        /// There is no such subsystem.
        record Unknown(String subsystem) implements Outcome {}
    }

    public Forest {
        trees = List.copyOf(trees);
        subsystems = Set.copyOf(subsystems);
    }

    /// The hierarchy that a subsystem is attached to; version 2 holds those that no other has only once it hands
    /// them down.
    public Optional<Tree> holder(String subsystem) {
        return trees.stream().filter(t -> t.subsystems().contains(subsystem)).findFirst();
    }

    /// Those that are attached nowhere.
    public Set<String> free() {
        var free = new TreeSet<>(subsystems);
        trees.forEach(t -> free.removeAll(t.subsystems()));
        return free;
    }

    /// What mounting a hierarchy of version 1 with these subsystems comes to.
    public Outcome mount(Set<String> wanted) {
        for (String subsystem : new TreeSet<>(wanted)) {
            if (!subsystems.contains(subsystem)) {
                return new Outcome.Unknown(subsystem);
            }
            Optional<Tree> holder = holder(subsystem);
            if (holder.isPresent()
                    && (holder.get().unified() || !holder.get().subsystems().equals(wanted))) {
                return new Outcome.Refused(subsystem, holder.get());
            }
            if (holder.isPresent()) {
                return new Outcome.Same(holder.get());
            }
        }
        var tree = new Tree(nextId(), wanted, "", false);
        var all = new ArrayList<>(trees);
        all.add(tree);
        return new Outcome.Made(new Forest(all, subsystems), tree);
    }

    private int nextId() {
        return trees.stream().mapToInt(Tree::id).max().orElse(0) + 1;
    }
}
