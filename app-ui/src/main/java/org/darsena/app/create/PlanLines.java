package org.darsena.app.create;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.app.text.Addresses;
import org.darsena.app.text.Texts;
import org.darsena.app.view.Figures;
import org.darsena.model.container.Namespace;
import org.darsena.model.plan.ContainerPlan;
import org.darsena.model.plan.PlanStep.MakeNamespaces;
import org.darsena.model.plan.PlanStep.NewNamespace;
import org.darsena.model.plan.Words;

/// The lines of a plan as the window says them: namespaces by the names, numbers and addresses in the form that the
/// container's own page shows once it runs. Holds no control.
final class PlanLines {
    private final Texts texts;

    PlanLines(Texts texts) {
        this.texts = texts;
    }

    List<Words.Line> of(ContainerPlan plan) {
        Set<Namespace> first = EnumSet.noneOf(Namespace.class);
        Set<Namespace> all = EnumSet.noneOf(Namespace.class);
        plan.steps().forEach(step -> {
            switch (step) {
                case MakeNamespaces s -> first.addAll(s.namespaces());
                case NewNamespace s -> all.add(s.namespace());
                default -> {}
            }
        });
        all.addAll(first);
        return Words.lines(plan).stream().map(l -> line(l, first, all)).toList();
    }

    private Words.Line line(Words.Line line, Set<Namespace> first, Set<Namespace> all) {
        Map<String, String> args = new HashMap<>(line.args());
        if (line.id().equals("plan.namespaces")) {
            args.put("names", first.stream().map(this::name).collect(Collectors.joining(", ")));
            args.put("all", all.size() > first.size() ? Integer.toString(all.size()) : "");
        } else if (line.id().equals("plan.ids")) {
            args.replaceAll((name, n) -> Figures.grouped(Long.parseLong(n)));
        }
        List<String> commands = line.commands().stream().map(Addresses::shown).toList();
        return new Words.Line(line.id(), args, commands, line.calls());
    }

    private String name(Namespace kind) {
        return texts.text("ui.kernel.namespace." + kind.procName());
    }

    /// What a line says.
    String said(Words.Line line) {
        return texts.find(line.id(), line.args()).orElse(line.id());
    }
}
