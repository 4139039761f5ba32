package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.Callable;
import org.darsena.app.text.Amounts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists images.
@Command
final class ImageCommand implements Callable<Integer> {
    private final Run run;

    /// `ls`, the only thing to do with images today.
    @Parameters(arity = "0..1", paramLabel = "ls", descriptionKey = "p.ls")
    @Nullable
    String verb;

    @Option(names = "--json")
    boolean json;

    ImageCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        if (verb != null && !verb.equals("ls")) {
            throw new CommandException(Exit.USAGE, run.text("cli.unknown-command", "word", verb));
        }
        String document = run.helper().images();
        if (json) {
            run.out().print(document.endsWith("\n") ? document : document + "\n");
            return Exit.OK;
        }
        var table = new Table(Set.of(2), Table.heads(run, "id", "title", "size", "architecture", "used"));
        for (JsonNode image : MachineDocument.parse(document).path("images")) {
            JsonNode size = image.path("size");
            table.row(
                    image.path("id").asText(),
                    image.path("title").asText(),
                    size.isNumber() ? run.amounts().bytes(size.asDouble()).toString() : Amounts.NONE,
                    image.path("architecture").asText(),
                    image.path("usedBy").asText("0"));
        }
        run.out().print(table);
        return Exit.OK;
    }
}
