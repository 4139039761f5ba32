package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.darsena.model.container.MountSpec;
import org.darsena.model.plan.PlanStep.*;
import org.darsena.model.plan.PlanStep.Mount;
import org.darsena.model.plan.PlanStep.ShareNamespaces;
import org.darsena.model.plan.PlanStep.ShiftClocks;
import org.jspecify.annotations.Nullable;

/// A plan for people: lines of what happens, each with the commands and the system calls behind it. Steps that are
/// one thing to a reader (a cgroup and its limits) are one line.
public final class Words {
    /// Id of each sentence → names of its arguments; the client's bundles hold the sentences.
    public static final Map<String, List<String>> SENTENCES = sentences();

    private Words() {}

    /// One line of "what will happen".
    ///
    /// @param id one of [#SENTENCES]
    /// @param args values for it
    /// @param commands what to type for the same, one a line
    /// @param calls the system calls, in short
    public record Line(String id, Map<String, String> args, List<String> commands, String calls) {
        public Line {
            commands = List.copyOf(commands);
        }
    }

    private static Map<String, List<String>> sentences() {
        var all = new TreeMap<String, List<String>>();
        all.put("plan.cgroup", List.of("trees", "limits"));
        all.put("plan.namespaces", List.of("count"));
        all.put("plan.join", List.of("count"));
        all.put("plan.share", List.of("count", "containers"));
        all.put("plan.clocks", List.of("monotonic", "boottime"));
        all.put("plan.ids", List.of("first", "count"));
        all.put("plan.layer", List.of("image"));
        all.put("plan.layer.read-only", List.of("image"));
        all.put("plan.bind", List.of("source", "target"));
        all.put("plan.attach", List.of("trees"));
        all.put("plan.root", List.of());
        all.put("plan.namespace.cgroup", List.of());
        all.put("plan.hostname", List.of("name"));
        all.put("plan.kernel", List.of("count"));
        all.put("plan.mount.bind", List.of("source", "target"));
        all.put("plan.mount.tmpfs", List.of("target"));
        all.put("plan.mask", List.of("masked", "readonly"));
        all.put("plan.plug.bridge", List.of("interface", "network"));
        all.put("plan.plug.pair", List.of("interface", "container"));
        all.put("plan.address", List.of("interface", "addresses"));
        all.put("plan.loopback", List.of());
        all.put("plan.sysctl", List.of("count"));
        all.put("plan.user", List.of("uid", "gid"));
        all.put("plan.securebits", List.of("bits"));
        all.put("plan.capabilities", List.of("kept", "dropped"));
        all.put("plan.no-new-privileges", List.of());
        all.put("plan.filter", List.of("profile", "instructions"));
        all.put("plan.strict", List.of());
        all.put("plan.execute", List.of("program"));
        return Collections.unmodifiableMap(all);
    }

    /// The plan's lines, in order.
    public static List<Line> lines(ContainerPlan plan) {
        var lines = new ArrayList<Line>();
        List<PlanStep> group = new ArrayList<>();
        for (PlanStep step : plan.steps()) {
            if (!group.isEmpty() && !joins(group.getLast(), step)) {
                lines.add(line(plan, group));
                group.clear();
            }
            group.add(step);
        }
        lines.add(line(plan, group));
        return List.copyOf(lines);
    }

    /// The plan as a script, each line's sentence id as a comment; for reading rather than for running as it is.
    public static String script(ContainerPlan plan) {
        var text = new StringBuilder("#!/bin/sh\n");
        lines(plan).forEach(line -> {
            text.append("# ").append(line.id()).append('\n');
            line.commands().forEach(c -> text.append(c).append('\n'));
        });
        return text.toString();
    }

    /// Whether a reader takes `next` as more of what `last` does.
    private static boolean joins(PlanStep last, PlanStep next) {
        return switch (next) {
            case SetLimit _, LimitDevices _, Delegate _ -> true;
            case MountKernel _ -> last instanceof MountKernel || last instanceof NewNamespace;
            case MakeDevices _ -> last instanceof MountKernel;
            case ReadOnlyPaths _ -> last instanceof MaskPaths;
            case SetSysctl _ -> last instanceof SetSysctl;
            case AddAddress s ->
                (last instanceof LinkUp up && up.name().equals(s.name()))
                        || (last instanceof AddAddress before && before.name().equals(s.name()));
            case AddRoute _ -> last instanceof AddAddress || last instanceof LinkUp;
            default -> false;
        };
    }

    private static Line line(ContainerPlan plan, List<PlanStep> group) {
        var commands = new ArrayList<String>();
        var calls = new LinkedHashMap<String, Integer>();
        for (PlanStep step : group) {
            commands.addAll(Commands.of(step));
            calls.merge(Calls.of(step), 1, Integer::sum);
        }
        var shown = new LinkedHashSet<String>();
        calls.forEach((call, n) -> shown.add(Calls.times(call, n)));
        PlanStep first = group.getFirst();
        return new Line(id(first), args(plan, first, group), commands, String.join(", ", shown));
    }

    private static String id(PlanStep step) {
        return switch (step) {
            case MakeCgroup _, SetLimit _, LimitDevices _, Delegate _ -> "plan.cgroup";
            case MakeNamespaces _ -> "plan.namespaces";
            case JoinNamespaces _ -> "plan.join";
            case ShareNamespaces _ -> "plan.share";
            case ShiftClocks _ -> "plan.clocks";
            case MapIds _ -> "plan.ids";
            case LayRoot s -> s.work() == null ? "plan.layer.read-only" : "plan.layer";
            case BindTree _ -> "plan.bind";
            case AttachCgroup _ -> "plan.attach";
            case ChangeRoot _ -> "plan.root";
            case NewNamespace _ -> "plan.namespace.cgroup";
            case SetHostname _ -> "plan.hostname";
            case MountKernel _, MakeDevices _ -> "plan.kernel";
            case Mount s -> s.mount().type() == MountSpec.Type.BIND ? "plan.mount.bind" : "plan.mount.tmpfs";
            case MaskPaths _, ReadOnlyPaths _ -> "plan.mask";
            case PlugLink s -> s.bridge() == null ? "plan.plug.pair" : "plan.plug.bridge";
            case LinkUp s when s.name().equals("lo") -> "plan.loopback";
            case LinkUp _, AddAddress _, AddRoute _ -> "plan.address";
            case SetSysctl _ -> "plan.sysctl";
            case SetUser _ -> "plan.user";
            case SetSecureBits _ -> "plan.securebits";
            case LimitCapabilities _ -> "plan.capabilities";
            case NoNewPrivileges _ -> "plan.no-new-privileges";
            case LoadFilter _ -> "plan.filter";
            case EnterStrict _ -> "plan.strict";
            case Execute _ -> "plan.execute";
        };
    }

    private static Map<String, String> args(ContainerPlan plan, PlanStep first, List<PlanStep> group) {
        return switch (first) {
            case MakeCgroup s -> args("trees", s.folders().size(), "limits", group.size() - 1);
            case SetLimit _, LimitDevices _, Delegate _ -> args("trees", 0, "limits", group.size());
            case MakeNamespaces s -> args("count", s.namespaces().size());
            case JoinNamespaces s -> args("count", s.files().size());
            case ShareNamespaces s ->
                args(
                        "count",
                        s.containers().size(),
                        "containers",
                        String.join(", ", new TreeSet<>(s.containers().values())));
            case ShiftClocks s -> args("monotonic", s.monotonic(), "boottime", s.boottime());
            case MapIds s -> args("first", s.host().first(), "count", s.host().count());
            case LayRoot _ -> args("image", plan.spec().image());
            case BindTree s -> args("source", s.source(), "target", s.target());
            case AttachCgroup s -> args("trees", s.folders().size());
            case ChangeRoot _, NewNamespace _, NoNewPrivileges _, EnterStrict _ -> Map.of();
            case SetHostname s -> args("name", s.name());
            case MountKernel _, MakeDevices _ -> args("count", group.size());
            case Mount s
            when s.mount().type() == MountSpec.Type.BIND ->
                args("source", s.mount().source(), "target", s.mount().target());
            case Mount s -> args("target", s.mount().target());
            case MaskPaths s -> args("masked", s.paths().size(), "readonly", readOnly(group));
            case ReadOnlyPaths s -> args("masked", 0, "readonly", s.paths().size());
            case PlugLink s when s.bridge() != null -> args("interface", s.name(), "network", s.bridge());
            case PlugLink s -> args("interface", s.name(), "container", String.valueOf(s.peer()));
            case LinkUp s when s.name().equals("lo") -> Map.of();
            case LinkUp s -> args("interface", s.name(), "addresses", addresses(group));
            case AddAddress s -> args("interface", s.name(), "addresses", addresses(group));
            case AddRoute _ -> args("interface", "", "addresses", "");
            case SetSysctl _ -> args("count", group.size());
            case SetUser s -> args("uid", s.uid(), "gid", s.gid());
            case LimitCapabilities s ->
                args("kept", s.sets().bounding().size(), "dropped", s.drop().size());
            case SetSecureBits s -> args("bits", s.bits().size());
            case LoadFilter s -> args("profile", s.profile().label(), "instructions", s.instructions());
            case Execute s -> args("program", s.process().argv().getFirst());
        };
    }

    private static int readOnly(List<PlanStep> group) {
        return group.getLast() instanceof ReadOnlyPaths s ? s.paths().size() : 0;
    }

    private static String addresses(List<PlanStep> group) {
        return String.join(
                ", ",
                group.stream()
                        .flatMap(s -> s instanceof AddAddress a ? Stream.of(a.address()) : Stream.<String>empty())
                        .toList());
    }

    private static Map<String, String> args(String key, Object value) {
        return Map.of(key, String.valueOf(value));
    }

    private static Map<String, String> args(String key, @Nullable Object value, String key2, Object value2) {
        return Map.of(key, String.valueOf(value), key2, String.valueOf(value2));
    }
}
