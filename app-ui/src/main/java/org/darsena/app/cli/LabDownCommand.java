package org.darsena.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.darsena.app.client.HelperException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Ends labs.
@Command
final class LabDownCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(arity = "1..*", paramLabel = "LAB", descriptionKey = "p.lab")
    List<String> names = List.of();

    LabDownCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        int status = Exit.OK;
        for (String name : names) {
            try (var lines = new StepLines(run)) {
                String id = run.find().lab(name).id();
                new Waiting(run).until(() -> run.helper().down(id), lines);
            } catch (HelperException e) {
                int failed = run.failed(e);
                status = status == Exit.OK ? failed : status;
            }
        }
        return status;
    }
}
