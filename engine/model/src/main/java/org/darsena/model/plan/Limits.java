package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Resources;
import org.darsena.model.plan.Facts.CgroupTree;
import org.darsena.model.plan.LimitTable.Row;
import org.darsena.model.plan.LimitTable.Side;
import org.darsena.model.plan.LimitTable.Way;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.jspecify.annotations.Nullable;

/// What is written into a container's cgroups for its limits, by [LimitTable] and the machine's trees; and what
/// cannot be.
public final class Limits {
    private static final String DEVICES = "devices";
    private static final String PERF = "perf_event";

    private Limits() {}

    /// Something that was asked for and this machine cannot do.
    ///
    /// @param key as in the document: `ioWeight`
    /// @param controller that is lacking, or that lacks it
    /// @param file the kernel has not; empty: it has not even the controller, or this version of cgroups no such
    ///     limit
    public record Lack(String key, String controller, String file, int version) {
        Lack(String key, String controller, String file) {
            this(key, controller, file, 0);
        }
    }

    /// Every value to write for `limits` into fresh cgroups; what the machine lacks is left out. Nothing is written
    /// that was not asked for, but for the devices.
    public static List<SetLimit> of(Resources limits, Facts facts) {
        var steps = new ArrayList<>(change(Resources.UNLIMITED, limits, facts));
        facts.tree(DEVICES).filter(t -> !t.unified()).ifPresent(t -> {
            steps.removeIf(s -> s.controller().equals(DEVICES));
            List<DeviceRule> allowed = allowed(limits);
            if (allowed.stream().noneMatch(r -> r.type() == 'a')) {
                steps.add(device(t, facts, "devices.deny", "a"));
                allowed.forEach(rule -> steps.add(device(t, facts, "devices.allow", rule.text())));
            }
        });
        return List.copyOf(steps);
    }

    /// What is written to come from one set of limits to another while processes run, in an order that the kernel
    /// takes.
    public static List<SetLimit> change(Resources from, Resources to, Facts facts) {
        var steps = new ArrayList<SetLimit>();
        List<Row> rows = raised(from, to) ? swapFirst() : LimitTable.ROWS;
        for (Row row : rows) {
            side(row, facts)
                    .ifPresent(found -> found.side.files().forEach(way -> {
                        Map<String, String> before = way.values().apply(from);
                        Map<String, String> after = way.values().apply(to);
                        before.keySet().stream()
                                .filter(subject -> !after.containsKey(subject))
                                .forEach(s ->
                                        add(steps, found, way, s, way.lifted().apply(s), facts));
                        after.forEach((subject, value) -> {
                            if (!value.equals(before.get(subject))) {
                                add(steps, found, way, subject, value, facts);
                            }
                        });
                    }));
        }
        facts.tree(DEVICES).filter(t -> !t.unified()).ifPresent(t -> devices(steps, from, to, t, facts));
        return List.copyOf(steps);
    }

    /// Memory may never be more than memory and swap together, not even between two writes.
    private static boolean raised(Resources from, Resources to) {
        Long before = from.memoryBytes();
        Long after = to.memoryBytes();
        return before != null && (after == null || after > before);
    }

    private static List<Row> swapFirst() {
        var rows = new ArrayList<>(LimitTable.ROWS);
        rows.addFirst(rows.remove(1));
        return rows;
    }

    /// The tree that steers a limit, and how.
    private record Found(CgroupTree tree, Side side) {}

    private static Optional<Found> side(Row row, Facts facts) {
        for (boolean unified : new boolean[] {false, true}) {
            Side side = row.side(unified);
            Optional<CgroupTree> tree = facts.trees().stream()
                    .filter(t -> t.unified() == unified && t.controllers().contains(side.controller()))
                    .findFirst();
            if (tree.isPresent()) {
                return Optional.of(new Found(tree.get(), side));
            }
        }
        return Optional.empty();
    }

    private static void add(
            List<SetLimit> steps, Found found, Way way, String subject, @Nullable String value, Facts facts) {
        if (value != null) {
            steps.add(new SetLimit(
                    found.side.controller(),
                    folder(found.tree, facts),
                    name(found.tree, way, subject),
                    value,
                    way.optional()));
        }
    }

    /// The first name that the kernel has; the first of all where it has none.
    private static String name(CgroupTree tree, Way way, String subject) {
        return way.names().stream()
                .map(n -> n.formatted(subject))
                .filter(n -> tree.has(n))
                .findFirst()
                .orElseGet(() -> way.names().getFirst().formatted(subject));
    }

    private static SetLimit device(CgroupTree tree, Facts facts, String file, String value) {
        return new SetLimit(DEVICES, folder(tree, facts), file, value, false);
    }

    private static void devices(List<SetLimit> steps, Resources from, Resources to, CgroupTree tree, Facts facts) {
        List<DeviceRule> before = allowed(from);
        List<DeviceRule> after = allowed(to);
        if (after.stream().anyMatch(r -> r.type() == 'a')) {
            if (!before.equals(after)) {
                steps.add(device(tree, facts, "devices.allow", "a"));
            }
            return;
        }
        List<DeviceRule> known = before;
        if (before.stream().anyMatch(r -> r.type() == 'a')) {
            steps.add(device(tree, facts, "devices.deny", "a"));
            known = List.of();
        }
        for (DeviceRule rule : known) {
            if (!after.contains(rule)) {
                steps.add(device(tree, facts, "devices.deny", rule.text()));
            }
        }
        for (DeviceRule rule : after) {
            if (!known.contains(rule)) {
                steps.add(device(tree, facts, "devices.allow", rule.text()));
            }
        }
    }

    /// The devices a container may use.
    public static List<DeviceRule> allowed(Resources limits) {
        return DeviceRule.allowed(limits.more().devices()).orElse(DeviceRule.USUAL);
    }

    /// The tree where devices are limited by a program, there being no list for it; empty: there is, or nothing at
    /// all.
    public static Optional<CgroupTree> programmed(Facts facts) {
        return facts.tree(DEVICES).isPresent() ? Optional.empty() : facts.unified();
    }

    /// The trees in which a container with these limits has a folder of its own.
    public static List<CgroupTree> trees(Resources limits, Facts facts) {
        Set<CgroupTree> asked = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Row row : LimitTable.ROWS) {
            side(row, facts)
                    .filter(f -> f.side.files().stream()
                            .anyMatch(way -> !way.values().apply(limits).isEmpty()))
                    .ifPresent(f -> asked.add(f.tree));
        }
        if (LimitTable.perf(limits)) {
            facts.tree(PERF).ifPresent(asked::add);
        }
        return facts.trees().stream()
                .filter(t -> t.unified()
                        || asked.contains(t)
                        || t.controllers().stream().anyMatch(c -> !LimitTable.seldom(c)))
                .toList();
    }

    /// What `limits` ask for and these trees do not have.
    public static List<Lack> lacks(Resources limits, Facts facts) {
        var lacks = new ArrayList<Lack>();
        for (Row row : LimitTable.ROWS) {
            lack(row, limits, facts).ifPresent(lacks::add);
        }
        boolean unified = facts.unified().isPresent();
        if (!limits.more().devices().isEmpty() && facts.tree(DEVICES).isEmpty() && !unified) {
            lacks.add(new Lack("devices", DEVICES, ""));
        }
        if (LimitTable.perf(limits) && facts.tree(PERF).isEmpty() && !facts.onlyVersion2()) {
            lacks.add(new Lack("perfEvent", PERF, ""));
        }
        if (limits.more().delegate() && !unified) {
            lacks.add(new Lack("delegate", "cgroup2", "", 2));
        }
        return List.copyOf(lacks);
    }

    private static Optional<Lack> lack(Row row, Resources limits, Facts facts) {
        boolean asked = asks(row.v1(), limits) || asks(row.v2(), limits);
        boolean derived = row.key().equals("swap") && limits.more().swapBytes() == null;
        if (!asked || derived) {
            return Optional.empty();
        }
        Optional<Found> found = side(row, facts);
        Side side = found.map(f -> f.side).orElse(row.side(facts.onlyVersion2()));
        if (side.files().isEmpty()) {
            return Optional.of(
                    new Lack(row.key(), side.controller(), "", row.v1().files().isEmpty() ? 2 : 1));
        }
        if (found.isEmpty()) {
            return Optional.of(new Lack(row.key(), side.controller(), ""));
        }
        CgroupTree tree = found.get().tree;
        for (Way way : found.get().side.files()) {
            for (String subject : way.values().apply(limits).keySet()) {
                String name = name(tree, way, subject);
                if (!tree.has(name)) {
                    return Optional.of(new Lack(row.key(), found.get().side.controller(), name));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean asks(Side side, Resources limits) {
        return side.files().stream().anyMatch(way -> !way.values().apply(limits).isEmpty());
    }

    /// The container's folder in a tree.
    public static String folder(CgroupTree tree, Facts facts) {
        return tree.mount() + "/" + facts.cgroupParent() + "/" + facts.id();
    }
}
