package org.darsena.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Runs a program in a node of a lab.
@Command
final class LabExecCommand implements Callable<Integer>, Commands.TakesProgram {
    private final Run run;

    @Mixin
    final ExecOptions options = new ExecOptions();

    @Parameters(index = "0", paramLabel = "LAB", descriptionKey = "p.lab")
    String lab = "";

    @Parameters(index = "1", paramLabel = "NODE", descriptionKey = "p.node")
    String node = "";

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "PROGRAM", descriptionKey = "p.program")
    List<String> program = List.of();

    LabExecCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        var process = options.process(run, program);
        return new Execution(run).run(run.find().node(lab, node).id(), process);
    }
}
