package org.darsena.model.cgroup;

import java.util.HashMap;
import java.util.Map;
import org.darsena.model.Copies;
import org.darsena.model.cgroup.Forest.Tree;

/// Where tasks stand: each in exactly one group of each hierarchy. A child begins in its parent's groups, and may be
/// moved apart from it in one hierarchy without leaving the others.
///
/// @param groups task → hierarchy → path of its group
public record Tasks(Map<Integer, Map<Tree, String>> groups) {
    public Tasks {
        groups = Copies.of(groups);
    }

    /// The first task stands at the root of each hierarchy.
    public static Tasks first(Forest forest, int task) {
        var roots = new HashMap<Tree, String>();
        forest.trees().forEach(t -> roots.put(t, "/"));
        return new Tasks(Map.of(task, Map.copyOf(roots)));
    }

    /// The group of a task. Throws [IllegalArgumentException] where there is no such task or hierarchy.
    public String group(int task, Tree tree) {
        String group = known(task).get(tree);
        if (group == null) {
            throw new IllegalArgumentException("no hierarchy " + tree.title());
        }
        return group;
    }

    private Map<Tree, String> known(int task) {
        Map<Tree, String> known = groups.get(task);
        if (known == null) {
            throw new IllegalArgumentException("no task " + task);
        }
        return known;
    }

    public Tasks fork(int parent, int child) {
        if (groups.containsKey(child)) {
            throw new IllegalArgumentException("there is a task " + child);
        }
        return with(child, known(parent));
    }

    /// Leaves the group it stood in: there is no standing in two.
    public Tasks move(int task, Tree tree, String group) {
        group(task, tree);
        var moved = new HashMap<>(known(task));
        moved.put(tree, group);
        return with(task, Map.copyOf(moved));
    }

    private Tasks with(int task, Map<Tree, String> where) {
        var all = new HashMap<>(groups);
        all.put(task, where);
        return new Tasks(all);
    }
}
