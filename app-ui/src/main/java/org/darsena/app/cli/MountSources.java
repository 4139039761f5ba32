package org.darsena.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.json.SpecReader;

/// What a spec's binds show.
final class MountSources {
    private MountSources() {}

    /// What cannot be opened ends the command with a sentence.
    static void open(LentFiles files, Run run, ContainerSpec spec) {
        List<MountSpec> mounts = spec.tree().mounts();
        for (int i = 0; i < mounts.size(); i++) {
            String source = mounts.get(i).source();
            if (source != null) {
                open(files, run, MountSpec.attachment(i), Path.of(source));
            }
        }
    }

    /// The same for a container that is there.
    static void again(LentFiles files, Run run, String id) {
        String spec =
                MachineDocument.parse(run.helper().inspect(id)).path("spec").toString();
        try {
            open(files, run, SpecReader.read(spec));
        } catch (InvalidDocumentException e) {
            throw new HelperException(Errors.FAILED, Map.of("detail", String.valueOf(e.getMessage())));
        }
    }

    /// This person's number.
    static int uid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void open(LentFiles files, Run run, String name, Path source) {
        try {
            files.open(name, source);
        } catch (IOException e) {
            throw new CommandException(Exit.USAGE, new Documents(run).unreadable(source, e));
        }
    }
}
