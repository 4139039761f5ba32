package org.darsena.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Amounts;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists labs that are up, and shipped ones that are not.
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
        for (String shipped : ShippedLabs.names()) {
            if (labs.stream().noneMatch(lab -> lab.name().equals(shipped))) {
                LabDocument document = ShippedLabs.read(shipped);
                String title = document.title();
                table.row(
                        Amounts.NONE,
                        shipped,
                        run.text("cli.not-up"),
                        Integer.toString(document.nodes().size()),
                        Amounts.NONE,
                        Amounts.NONE,
                        title == null ? "" : title);
            }
        }
        run.out().print(table);
        return Exit.OK;
    }
}
