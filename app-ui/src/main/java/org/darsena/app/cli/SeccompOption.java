package org.darsena.app.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security.Seccomp;

/// `--seccomp`: a mode's word, or a profile's file, which is read here with the rights of the person who names it.
final class SeccompOption {
    private SeccompOption() {}

    static Seccomp read(Run run, OptionWords words, String word) {
        Optional<SeccompMode> mode = Arrays.stream(SeccompMode.values())
                .filter(m -> m.label().equals(word))
                .findFirst();
        if (mode.isPresent()) {
            return mode.get();
        }
        try {
            Path file = Path.of(word);
            if (!word.contains("/") && !word.contains(".") && !Files.exists(file)) {
                throw words.wrong("--seccomp", word);
            }
            return new Documents(run).seccomp(file);
        } catch (InvalidPathException e) {
            throw words.wrong("--seccomp", word);
        }
    }
}
