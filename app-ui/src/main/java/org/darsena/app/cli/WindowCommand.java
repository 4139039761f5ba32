package org.darsena.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
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
        if (lab != null) {
            lab(args, lab);
        }
        add(args, "--pictures", pictures);
        try {
            return run.around().window().open(face, args.toArray(String[]::new));
        } catch (Surroundings.NoWindowException e) {
            throw new CommandException(Exit.FAILED, run.text("cli.window", "why", String.valueOf(e.getMessage())));
        }
    }

    /// A lab that is up, a shipped one, or one from a file or folder, which the window then reads.
    private void lab(List<String> args, String word) {
        if (ShippedLabs.names().contains(word)) {
            add(args, "--lab", word);
            return;
        }
        var documents = new Documents(run);
        Optional<Path> file = documents.file(word);
        if (file.isPresent()) {
            LabDocument document = documents.lab(word).value();
            add(args, "--lab-file", file.get().toAbsolutePath().toString());
            add(args, "--lab", document.name());
        } else if (word.contains("/") || word.endsWith(".json")) {
            throw documents.noLab(word);
        } else {
            add(args, "--lab", run.find().lab(word).id());
        }
    }

    private static void add(List<String> args, String name, @Nullable String value) {
        if (value != null) {
            args.add(name);
            args.add(value);
        }
    }
}
