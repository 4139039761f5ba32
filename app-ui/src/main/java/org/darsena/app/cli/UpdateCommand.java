package org.darsena.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.Problem;
import org.darsena.model.container.Resources;
import org.darsena.model.json.ResourcesPatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Changes limits of a container, at once where it runs.
@Command
final class UpdateCommand implements Callable<Integer> {
    private final Run run;

    @Mixin
    final LimitOptions limits = new LimitOptions();

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "p.container")
    String name = "";

    UpdateCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        var words = new OptionWords(run);
        ObjectNode change = limits.change(words);
        if (change.isEmpty()) {
            throw words.missing("--memory, --cpus, --pids …");
        }
        limits.build(words, Resources.UNLIMITED); // whatever cannot be read
        new Documents(run).checkLimits(problems(change));
        String id = run.find().container(name).id();
        new Waiting(run).until(() -> run.helper().update(id, change.toString()));
        return Exit.OK;
    }

    /// Those that do not depend on the limits it has.
    private static List<Problem> problems(ObjectNode change) {
        try {
            ResourcesPatch.of(change.toString());
            return List.of();
        } catch (InvalidDocumentException e) {
            return e.problems();
        }
    }
}
