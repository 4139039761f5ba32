package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.darsena.app.text.DefenceWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries the defences of a running container and says what became of each; fails if one that should hold does not.
@Command
final class VerifyCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(paramLabel = "NAME", descriptionKey = "p.container")
    String name = "";

    @Option(names = "--json")
    boolean json;

    VerifyCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        String document = run.helper().verify(run.find().container(name).id());
        JsonNode verified = MachineDocument.parse(document);
        if (json) {
            run.out().print(document.endsWith("\n") ? document : document + "\n");
        } else {
            var words = new DefenceWords(run.texts());
            verified.path("findings").forEach(f -> run.out().println(words.line(f)));
            run.err().println(words.sum(verified.path("findings")));
        }
        return verified.path("holds").asBoolean() ? Exit.OK : Exit.FAILED;
    }
}
