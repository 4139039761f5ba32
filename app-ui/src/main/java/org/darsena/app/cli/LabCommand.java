package org.darsena.app.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Labs: `up ls check exec down`.
@Command
final class LabCommand implements Callable<Integer> {
    static final List<String> SUBCOMMANDS = List.of("up", "ls", "check", "exec", "down");

    private final Run run;

    @Spec
    private @Nullable CommandSpec spec;

    LabCommand(Run run) {
        this.run = run;
    }

    static Object subcommand(String name, Run run) {
        return switch (name) {
            case "up" -> new LabUpCommand(run);
            case "ls" -> new LabLsCommand(run);
            case "check" -> new LabCheckCommand(run);
            case "exec" -> new LabExecCommand(run);
            default -> new LabDownCommand(run);
        };
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), run.text("cli.no-command"));
    }
}
