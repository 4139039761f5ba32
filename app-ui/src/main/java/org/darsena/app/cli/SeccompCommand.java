package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.json.SeccompWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints a seccomp profile as a file that `--seccomp` takes: our default, or what a learning container would need.
@Command
final class SeccompCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(arity = "0..1", paramLabel = "NAME", descriptionKey = "p.pupil")
    @Nullable
    String name;

    SeccompCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() throws InvalidDocumentException {
        if (name == null) {
            run.out().print(SeccompReader.standardText());
            return Exit.OK;
        }
        JsonNode learned = MachineDocument.parse(
                        run.helper().inspect(run.find().container(name).id()))
                .path("learned");
        if (learned.path("calls").asInt() == 0) {
            throw new CommandException(Exit.FAILED, run.text("cli.nothing-learned", "name", name));
        }
        if (!learned.path("complete").asBoolean()) {
            run.say(run.text("cli.warning", "what", run.text("cli.learned-gap", "name", name)));
        }
        String text = learned.path("profile").toString();
        run.out().print(SeccompWriter.write(SeccompReader.check(text, name).orThrow()));
        return Exit.OK;
    }
}
