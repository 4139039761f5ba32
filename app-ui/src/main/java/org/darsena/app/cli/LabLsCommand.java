package org.darsena.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.darsena.app.client.LabView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists labs that are up.
@Command
final class LabLsCommand implements Callable<Integer> {
    private final Run run;

    @Option(names = "--json")
    boolean json;

    LabLsCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        List<LabView> labs = run.helper().labs();
        if (json) {
            run.out().print(JsonOut.document(out -> {
                out.writeStartArray();
                for (LabView lab : labs) {
                    JsonOut.lab(out, lab);
                }
                out.writeEndArray();
            }));
            return Exit.OK;
        }
        long now = run.around().clock().millis();
        var table = new Table(Set.of(3), Table.heads(run, "id", "name", "state", "nodes", "owner", "created", "title"));
        for (LabView lab : labs) {
            String title = lab.document().title();
            table.row(
                    lab.id(),
                    lab.name(),
                    run.sentences().labState(lab.state()),
                    Integer.toString(lab.nodes().size()),
                    lab.ownerName(),
                    run.text("cli.ago", "age", run.amounts().age(Duration.ofMillis(now - lab.started()))),
                    title == null ? "" : title);
        }
        run.out().print(table);
        return Exit.OK;
    }
}
