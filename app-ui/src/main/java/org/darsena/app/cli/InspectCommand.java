package org.darsena.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints everything about containers as the kernel shows it, one JSON document each.
@Command
final class InspectCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "p.container")
    List<String> names = List.of();

    /// There is no other form; taken for those who type it out of habit.
    @Option(names = "--json")
    boolean json;

    InspectCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        for (String name : names) {
            String document = run.helper().inspect(run.find().container(name).id());
            run.out().print(document.endsWith("\n") ? document : document + "\n");
        }
        return Exit.OK;
    }
}
