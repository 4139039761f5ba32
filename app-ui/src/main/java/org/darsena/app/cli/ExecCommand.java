package org.darsena.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Runs a program in a running container.
@Command
final class ExecCommand implements Callable<Integer>, Commands.TakesProgram {
    private final Run run;

    @Mixin
    final ExecOptions options = new ExecOptions();

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "p.container")
    String name = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PROGRAM", descriptionKey = "p.program")
    List<String> program = List.of();

    ExecCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        var process = options.process(run, program);
        return new Execution(run).run(run.find().container(name).id(), process);
    }
}
