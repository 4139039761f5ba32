package org.darsena.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Labs: `up ls check exec down`.
@Command
final class LabCommand implements Callable<Integer> {
    static final Map<String, Function<Run, Object>> SUBCOMMANDS = new LinkedHashMap<>();

    static {
        SUBCOMMANDS.put("up", LabUpCommand::new);
        SUBCOMMANDS.put("ls", LabLsCommand::new);
        SUBCOMMANDS.put("check", LabCheckCommand::new);
        SUBCOMMANDS.put("exec", LabExecCommand::new);
        SUBCOMMANDS.put("down", LabDownCommand::new);
    }

    private final Run run;

    @Spec
    private @Nullable CommandSpec spec;

    LabCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), run.text("cli.no-command"));
    }
}
