package org.darsena.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.darsena.app.cli.Documents.Read;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.validate.LabRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts a lab and prints its id; Ctrl-C takes all of it back.
@Command
final class LabUpCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(paramLabel = "LAB", descriptionKey = "p.document")
    String lab = "";

    @Option(names = "--name", paramLabel = "NAME")
    @Nullable
    String name;

    LabUpCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        var documents = new Documents(run);
        Read<LabDocument> read = documents.lab(lab);
        if (name != null) {
            documents.check("--name", LabRules.checkName(name));
        }
        run.helper();
        Map<String, Object> result;
        try (var lines = new StepLines(run)) {
            result = new Waiting(run).until(() -> run.helper().up(read.value(), name), lines);
        }
        run.out().println(result.get("lab"));
        return Exit.OK;
    }
}
