package org.darsena.app.create;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.darsena.app.create.Draft.Basics;
import org.darsena.app.create.Draft.Guard;
import org.darsena.app.create.Draft.Limits;
import org.darsena.app.create.Draft.Link;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.Security;
import org.darsena.model.validate.ContainerRules;
import org.jspecify.annotations.Nullable;

/// The answers, what they make, and what is wrong with them. Holds no control.
final class CreateModel {
    private static final ProcessSpec WAITS = ProcessSpec.of(List.of("sleep", "infinity"));

    private final Supplier<Set<String>> taken;
    private final ReadOnlyObjectWrapper<Draft> draft;
    private String suggestion = "";

    /// Something wrong, at a field of a step.
    ///
    /// @param place of the document, as a JSON pointer
    /// @param own id of a rule of the window's own (`ui.create.rule.` + id is its sentence); empty: see `problem`
    /// @param problem of the model; null: see `own`
    record Complaint(String place, String own, @Nullable Problem problem) {
        Step step() {
            return Step.of(place);
        }

        boolean isError() {
            return problem == null || problem.isError();
        }
    }

    /// @param taken names that the user's containers have
    /// @param image to begin with
    CreateModel(Supplier<Set<String>> taken, String image) {
        this.taken = taken;
        this.draft = new ReadOnlyObjectWrapper<>(Draft.first(image));
        rename(draft.get());
    }

    ReadOnlyObjectProperty<Draft> draft() {
        return draft.getReadOnlyProperty();
    }

    /// Takes answers. While nobody typed a name, it follows the kind.
    void answer(Draft next) {
        Draft known = draft.get();
        if (next.basics().kind() != known.basics().kind()) {
            next = next.ofItsKind();
        }
        boolean suggested = next.basics().name().equals(suggestion);
        if (suggested && next.basics().kind() != draft.get().basics().kind()) {
            rename(next);
        } else {
            draft.set(next);
        }
    }

    /// What the answers make; an amount that cannot be read counts as none.
    ContainerSpec spec() {
        Draft d = draft.get();
        List<String> words = CommandLine.split(d.basics().command());
        return new ContainerSpec(
                ContainerSpec.SCHEMA,
                d.basics().name(),
                d.basics().kind(),
                d.basics().image(),
                null,
                process(d.basics().kind(), words),
                namespaces(d.guard()),
                resources(d.limits()),
                security(d.guard()),
                networks(d.link()),
                List.of(),
                Map.of(),
                Map.of(),
                d.basics().kind().root());
    }

    /// A system without a command boots its init.
    private static ProcessSpec process(ContainerSpec.Kind kind, @Nullable List<String> words) {
        if (words == null) {
            return WAITS;
        }
        return words.isEmpty() && kind == ContainerSpec.Kind.SYSTEM ? ProcessSpec.INIT : ProcessSpec.of(words);
    }

    /// All that is wrong or doubtful.
    List<Complaint> complaints() {
        Draft d = draft.get();
        List<Complaint> all = new ArrayList<>();
        for (Problem p : ContainerRules.check(spec())) {
            all.add(new Complaint(p.place(), "", p));
        }
        own(all, taken.get().contains(d.basics().name()), "/name", "taken");
        own(all, CommandLine.split(d.basics().command()) == null, "/process/argv", "quote");
        Limits l = d.limits();
        own(all, l.memory().on() && Quantity.bytes(l.memory().typed()).isEmpty(), "/resources/memory", "bytes");
        own(all, l.cpu().on() && Quantity.processors(l.cpu().typed()).isEmpty(), "/resources/cpus", "percent");
        own(all, l.pids().on() && Quantity.count(l.pids().typed()).isEmpty(), "/resources/pids", "count");
        return all;
    }

    /// Whether it can be made.
    boolean ready() {
        return complaints().stream().noneMatch(Complaint::isError);
    }

    private static void own(List<Complaint> all, boolean wrong, String place, String rule) {
        if (wrong) {
            all.add(new Complaint(place, rule, null));
        }
    }

    private void rename(Draft next) {
        Basics basics = next.basics();
        String base = basics.kind() == ContainerSpec.Kind.SYSTEM ? "system" : "app";
        Set<String> names = taken.get();
        int n = 1;
        while (names.contains(base + "-" + n)) {
            n++;
        }
        suggestion = base + "-" + n;
        draft.set(next.with(basics.name(suggestion)));
    }

    private static Set<Namespace> namespaces(Guard guard) {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        if (!guard.unprivileged()) {
            own.remove(Namespace.USER);
        }
        return own;
    }

    private static Resources resources(Limits l) {
        OptionalLong memory = l.memory().on() ? Quantity.bytes(l.memory().typed()) : OptionalLong.empty();
        OptionalDouble cpu = l.cpu().on() ? Quantity.processors(l.cpu().typed()) : OptionalDouble.empty();
        OptionalLong pids = l.pids().on() ? Quantity.count(l.pids().typed()) : OptionalLong.empty();
        return new Resources(
                memory.isPresent() ? memory.getAsLong() : null,
                cpu.isPresent() ? cpu.getAsDouble() : null,
                null,
                pids.isPresent() ? pids.getAsLong() : null);
    }

    private static Security security(Guard guard) {
        Set<Capability> added = EnumSet.noneOf(Capability.class);
        added.addAll(guard.capabilities());
        added.removeAll(Capability.DEFAULT);
        Set<Capability> dropped = EnumSet.copyOf(Capability.DEFAULT);
        dropped.removeAll(guard.capabilities());
        return new Security(
                added,
                dropped,
                guard.noNewPrivileges(),
                guard.filtered() ? Security.Seccomp.DEFAULT : Security.Seccomp.UNCONFINED);
    }

    private static List<NetworkSpec> networks(Link link) {
        List<String> addresses =
                link.address().isBlank() ? List.of() : List.of(link.address().strip());
        String network = link.network().strip();
        return switch (link.plug()) {
            case NAT -> List.of(NetworkSpec.nat("eth0"));
            case BRIDGE -> List.of(new NetworkSpec("eth0", NetworkSpec.Type.BRIDGE, network, addresses, null, null));
            case NONE -> List.of();
        };
    }
}
