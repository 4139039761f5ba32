package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists what this machine can and cannot do.
@Command
final class DoctorCommand implements Callable<Integer> {
    private final Run run;

    @Option(names = "--json")
    boolean json;

    DoctorCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        String document = run.helper().doctor();
        if (json) {
            run.out().print(document.endsWith("\n") ? document : document + "\n");
            return Exit.OK;
        }
        JsonNode machine = MachineDocument.parse(document);
        var table = new Table(Set.of(), Table.heads(run, "check", "found", "seen", "needed"));
        for (JsonNode check : machine.path("checks")) {
            String seen = check.path("value").asText();
            String detail = check.path("detail").asText();
            table.row(
                    check.path("id").asText(),
                    state(check.path("state").asText()),
                    seen.isEmpty() || detail.isEmpty() ? seen + detail : seen + ": " + detail,
                    needs(check.path("neededFor")));
        }
        run.out().print(table);
        if (machine.path("hierarchies").has("trees")) {
            run.out().print("\n");
            HierarchyLines.of(run, machine.path("hierarchies"))
                    .forEach(line -> run.out().print(line + "\n"));
        }
        return Exit.OK;
    }

    private String state(String state) {
        String key = "cli.doctor." + state;
        return run.texts().has(key) ? run.text(key) : state;
    }

    private static String needs(JsonNode neededFor) {
        var words = new java.util.StringJoiner(", ");
        neededFor.forEach(n -> words.add(n.asText()));
        return words.toString();
    }
}
