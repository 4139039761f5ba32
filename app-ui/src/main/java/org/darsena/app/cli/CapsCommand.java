package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.darsena.app.client.ContainerView;
import org.darsena.model.Show;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists the capabilities of a container's processes as the kernel shows them, with what each permits; without a
/// container, all there are.
@Command
final class CapsCommand implements Callable<Integer> {
    private static final String HELD = "x";
    private static final String NOT = "-";

    private final Run run;

    @Parameters(arity = "0..1", paramLabel = "NAME", descriptionKey = "p.container")
    @Nullable
    String name;

    @Option(names = "--json")
    boolean json;

    CapsCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        if (name == null) {
            run.out().print(json ? known().toPrettyString() + "\n" : all().toString());
            return Exit.OK;
        }
        ContainerView container = run.find().container(name);
        JsonNode processes =
                MachineDocument.parse(run.helper().inspect(container.id())).path("processes");
        if (processes.isEmpty()) {
            throw new CommandException(Exit.FAILED, run.text("cli.not-running", "name", container.name()));
        }
        if (json) {
            run.out().println(processes.toPrettyString());
        } else {
            processes.forEach(this::tell);
        }
        return Exit.OK;
    }

    /// Those of every container by default are marked.
    private Table all() {
        var table = new Table(Set.of(), Table.heads(run, "capability", "default", "permits"));
        for (Capability c : Capability.values()) {
            table.row(c.label(), Capability.DEFAULT.contains(c) ? HELD : NOT, sentence(c));
        }
        return table;
    }

    private ArrayNode known() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Capability c : Capability.values()) {
            all.addObject()
                    .put("name", c.label())
                    .put("default", Capability.DEFAULT.contains(c))
                    .put("permits", sentence(c));
        }
        return all;
    }

    private void tell(JsonNode process) {
        run.out()
                .println(run.text(
                        "cli.caps.process",
                        "pid",
                        process.path("inside").asText(),
                        "outside",
                        process.path("pid").asText(),
                        "command",
                        Show.value(process.path("command").asText())));
        var table = new Table(Set.of(), Table.heads(run, "capability", "eff", "prm", "inh", "bnd", "amb", "permits"));
        for (Capability c : Capability.values()) {
            var row = new ArrayList<String>(List.of(c.label()));
            for (CapabilitySet set : CapabilitySet.values()) {
                row.add((mask(process, set) & Capability.mask(Set.of(c))) != 0 ? HELD : NOT);
            }
            if (row.contains(HELD)) {
                row.add(sentence(c));
                table.row(row.toArray(String[]::new));
            }
        }
        run.out().print(table);
    }

    private static long mask(JsonNode process, CapabilitySet set) {
        String key = JsonOut.word(set.name());
        return Long.parseUnsignedLong(process.path("capabilities").path(key).asText("0"), 16);
    }

    private String sentence(Capability c) {
        return run.text("capability." + c.label());
    }
}
