package org.darsena.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.darsena.model.container.ContainerSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lays out a container and prints its id.
@Command
final class CreateCommand implements Callable<Integer>, Commands.TakesProgram {
    private final Run run;

    @Mixin
    final SpecOptions options = new SpecOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", descriptionKey = "p.new")
    @Nullable
    String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PROGRAM", descriptionKey = "p.program")
    List<String> program = List.of();

    CreateCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        ContainerSpec spec = Programs.spec(run, options, name, program);
        run.helper();
        Programs.tellNew(run, spec);
        try (var files = new LentFiles()) {
            options.open(files, run, spec);
            var all = files.byName();
            Object id = new Waiting(run)
                    .until(() -> run.helper().create(spec, all, false))
                    .get("container");
            run.out().println(id);
            return Exit.OK;
        }
    }
}
