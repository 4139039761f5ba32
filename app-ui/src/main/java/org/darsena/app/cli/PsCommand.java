package org.darsena.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.darsena.app.client.ContainerView;
import org.darsena.model.container.ContainerState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists containers.
@Command
final class PsCommand implements Callable<Integer> {
    private final Run run;

    @Option(names = {"-r", "--running"})
    boolean running;

    @Option(
            names = {"-l", "--lab"},
            paramLabel = "LAB")
    @Nullable
    String lab;

    @Option(names = {"-q", "--quiet"})
    boolean quiet;

    @Option(names = "--json")
    boolean json;

    PsCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        String of = lab == null ? null : run.find().lab(lab).id();
        List<ContainerView> shown = run.helper().containers().stream()
                .filter(c -> !running || c.state() != ContainerState.STOPPED)
                .filter(c -> of == null || c.lab().equals(of))
                .toList();
        if (json) {
            run.out().print(JsonOut.document(out -> {
                out.writeStartArray();
                for (ContainerView c : shown) {
                    JsonOut.container(out, c, addresses(c));
                }
                out.writeEndArray();
            }));
        } else if (quiet) {
            shown.forEach(c -> run.out().println(c.id()));
        } else {
            run.out().print(table(shown));
        }
        return Exit.OK;
    }

    private Table table(List<ContainerView> shown) {
        var table = new Table(
                Set.of(), Table.heads(run, "id", "name", "state", "kind", "image", "owner", "created", "addresses"));
        for (ContainerView c : shown) {
            String reason = run.sentences().reason(c);
            table.row(
                    c.id(),
                    c.name(),
                    run.sentences().state(c.state()) + (reason.isEmpty() ? "" : " (" + reason + ")"),
                    kind(c),
                    c.image(),
                    c.ownerName(),
                    age(c.created()),
                    addresses(c).stream().map(a -> a.replaceFirst("/.*", "")).collect(Collectors.joining(" ")));
        }
        return table;
    }

    /// With those that a lab's document gives to its node.
    private List<String> addresses(ContainerView c) {
        Stream<String> inLab = run.helper().labs().stream()
                .filter(l -> l.id().equals(c.lab()))
                .flatMap(l -> l.document().links().stream())
                .flatMap(link -> Stream.of(link.a(), link.b()))
                .filter(end -> end.node().equals(c.node()))
                .flatMap(end -> end.addresses().stream());
        return Stream.concat(inLab, c.addresses().stream()).toList();
    }

    private String kind(ContainerView c) {
        String key = "word.kind." + c.kind().toUpperCase(Locale.ROOT);
        return run.texts().has(key) ? run.text(key) : c.kind();
    }

    private String age(long since) {
        long now = run.around().clock().millis();
        return run.text("cli.ago", "age", run.amounts().age(Duration.ofMillis(now - since)));
    }
}
