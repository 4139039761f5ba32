package org.darsena.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Opens the window; or, without a person, goes through it and takes pictures.
@Command
final class WindowCommand implements Callable<Integer> {
    private final Run run;
    private final String face;

    @Parameters(arity = "0..1", paramLabel = "LAB", descriptionKey = "p.lab")
    @Nullable
    String lab;

    @Option(names = "--pictures", paramLabel = "FOLDER", hidden = true)
    @Nullable
    String pictures;

    WindowCommand(Run run, String face) {
        this.run = run;
        this.face = face;
    }

    @Override
    public Integer call() {
        var args = new ArrayList<String>();
        add(args, "--bus", run.bus());
        args.addAll(List.of("--lang", run.texts().locale().getLanguage()));
        add(args, "--lab", lab);
        add(args, "--pictures", pictures);
        try {
            return run.around().window().open(face, args.toArray(String[]::new));
        } catch (Surroundings.NoWindowException e) {
            throw new CommandException(Exit.FAILED, run.text("cli.window", "why", String.valueOf(e.getMessage())));
        }
    }

    private static void add(List<String> args, String name, @Nullable String value) {
        if (value != null) {
            args.add(name);
            args.add(value);
        }
    }
}
