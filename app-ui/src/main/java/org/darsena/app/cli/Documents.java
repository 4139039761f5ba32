package org.darsena.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.darsena.api.Names;
import org.darsena.app.text.Consequences;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.json.BundleReader;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.OciBundle;
import org.darsena.model.json.Reading;
import org.darsena.model.json.SeccompReader;
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

    /// The configuration of an OCI bundle.
    OciBundle bundle(Path dir, String name) {
        return read(BundleFiles.config(dir), bytes -> BundleReader.check(bytes, name))
                .value();
    }

    /// A seccomp profile, called by its file's name.
    SeccompProfile seccomp(Path file) {
        String name = String.valueOf(file.getFileName());
        return read(file, bytes -> SeccompReader.check(bytes, name)).value();
    }

    /// A lab from a file, a folder with a `lab.json`, or by the name of a shipped one.
    Read<LabDocument> lab(String word) {
        Path path = path(word);
        if (!Files.isRegularFile(path)
                && !Files.exists(path.resolve(LAB_FILE))
                && ShippedLabs.names().contains(word)) {
            return new Read<>(word, ShippedLabs.read(word));
        }
        return read(file(word).orElseThrow(() -> noLab(word)), LabReader::check);
    }

    /// The file meant by a word: itself, or the `lab.json` of a folder; empty where there is none.
    Optional<Path> file(String word) {
        Path path = path(word);
        if (Files.isDirectory(path)) {
            if (!Files.exists(path.resolve(LAB_FILE))) {
                throw new CommandException(Exit.USAGE, run.text("cli.no-lab-file", "path", path, "file", LAB_FILE));
            }
            return Optional.of(path.resolve(LAB_FILE));
        }
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }

    private Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException _) {
            throw noLab(word);
        }
    }

    CommandException noLab(String word) {
        boolean name = !word.contains("/") && !word.endsWith(".json");
        String sentence = name
                ? run.text("cli.no-lab", "word", word, "labs", String.join(", ", ShippedLabs.names()))
                : run.text("error.NotFound.file", "path", word);
        return new CommandException(Exit.USAGE, sentence);
    }

    /// The rules for what was put together here. Warnings are told; an error ends the command.
    void check(@Nullable String from, List<Problem> problems) {
        tell(place -> from == null ? place : place.isEmpty() ? from : from + ": " + place, problems);
    }

    /// @param where what a place is called before its sentence
    private void tell(UnaryOperator<String> where, List<Problem> problems) {
        for (Problem problem : Consequences.without(problems)) {
            String at = where.apply(problem.place());
            String sentence = (at.isEmpty() ? "" : at + ": ") + run.sentences().bare(problem);
            run.say(problem.isError() ? sentence : run.text("cli.warning", "what", sentence));
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new CommandException(Exit.USAGE, "");
        }
    }

    void check(ContainerSpec spec) {
        tell(
                OptionPlaces::of,
                ContainerRules.check(spec)
                        .stream() // what is remarked of a profile or bundle was told when its file was read
                        .filter(p -> p.isError()
                                || spec.bundle() == null && !p.place().startsWith("/security/seccomp/profile"))
                        .toList());
    }

    /// As [#check(ContainerSpec)], of what `update` was given.
    void checkLimits(List<Problem> problems) {
        tell(place -> OptionPlaces.of("/resources" + place), problems);
    }

    /// As [#check(ContainerSpec)], of what `exec` was given.
    void check(ProcessSpec process) {
        tell(place -> OptionPlaces.of("/process" + place), ContainerRules.check(process));
    }

    private <T> Read<T> read(Path file, Function<byte[], Reading<T>> reader) {
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (IOException e) {
            throw new CommandException(Exit.USAGE, unreadable(file, e));
        }
        Reading<T> reading = reader.apply(bytes);
        var places = new Places(run.texts(), bytes);
        String from = file.toString();
        tell(place -> place.isEmpty() ? from : from + ": " + places.of(place), reading.problems());
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
