package org.darsena.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.darsena.api.Names;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.Reading;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.json.SpecReader;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.validate.ContainerRules;
import org.jspecify.annotations.Nullable;

/// Documents read from files and validated here, before the helper sees them; all problems are told at
/// once, each with its place.
final class Documents {
    private static final String LAB_FILE = "lab.json";

    private final Run run;

    Documents(Run run) {
        this.run = run;
    }

    /// A document and where it came from, for messages.
    record Read<T>(String from, T value) {}

    Read<ContainerSpec> spec(Path file) {
        return read(file, SpecReader::check);
    }

    /// A lab from a file, a folder with a `lab.json`, or by the name of a shipped one.
    Read<LabDocument> lab(String word) {
        Path path = Path.of(word);
        if (Files.isDirectory(path) && Files.exists(path.resolve(LAB_FILE))) {
            return read(path.resolve(LAB_FILE), LabReader::check);
        }
        if (!Files.isRegularFile(path) && ShippedLabs.names().contains(word)) {
            return new Read<>(word, ShippedLabs.read(word));
        }
        return read(path, LabReader::check);
    }

    /// The rules for what was put together here. Warnings are told; an error ends the command.
    void check(@Nullable String from, List<Problem> problems) {
        for (Problem problem : problems) {
            String where = from == null ? "" : from + ": ";
            String sentence = where + run.sentences().of(problem);
            run.say(problem.isError() ? sentence : run.text("cli.warning", "what", sentence));
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new CommandException(Exit.USAGE, "");
        }
    }

    void check(ContainerSpec spec) {
        check(null, ContainerRules.check(spec));
    }

    private <T> Read<T> read(Path file, Function<byte[], Reading<T>> reader) {
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (IOException e) {
            throw new CommandException(Exit.USAGE, unreadable(file, e));
        }
        Reading<T> reading = reader.apply(bytes);
        check(file.toString(), reading.problems());
        T value = reading.value();
        if (value == null) {
            throw new CommandException(Exit.USAGE, unreadable(file, new IOException("")));
        }
        return new Read<>(file.toString(), value);
    }

    String unreadable(Path file, IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> run.text("error.NotFound.file", "path", file);
            case AccessDeniedException _ ->
                run.text("cli.unreadable", "path", file, "why", run.text("word.errno.EACCES"));
            case CharacterCodingException _ -> run.text("cli.not-text", "path", file);
            default -> run.text("cli.unreadable", "path", file, "why", String.valueOf(why.getMessage()));
        };
    }

    /// At most what the helper would take, and a bit: the reader then says that it is too much.
    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(4 * Names.MAX_DOCUMENT + 4);
        }
    }

    static String text(Path file) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(java.nio.ByteBuffer.wrap(bytes(file)))
                .toString();
    }

    /// `0755` where its owner may run it, else `0644`.
    static String mode(Path file) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        return rights.contains(PosixFilePermission.OWNER_EXECUTE) ? "0755" : "0644";
    }
}
