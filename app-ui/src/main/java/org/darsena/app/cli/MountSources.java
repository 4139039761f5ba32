package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.OpenFile;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.json.SpecReader;

/// What a spec's binds show, opened with this person's rights, until the helper has it.
final class MountSources implements AutoCloseable {
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final List<OpenFile> open = new ArrayList<>();

    private MountSources() {}

    /// What cannot be opened ends the command with a sentence.
    static MountSources of(Run run, ContainerSpec spec) {
        var sources = new MountSources();
        List<MountSpec> mounts = spec.tree().mounts();
        for (int i = 0; i < mounts.size(); i++) {
            String source = mounts.get(i).source();
            if (source != null) {
                sources.add(run, MountSpec.attachment(i), Path.of(source));
            }
        }
        return sources;
    }

    /// The same for a container that is there.
    static MountSources again(Run run, String id) {
        String spec =
                MachineDocument.parse(run.helper().inspect(id)).path("spec").toString();
        try {
            return of(run, SpecReader.read(spec));
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

    private void add(Run run, String name, Path source) {
        try {
            OpenFile file = OpenFile.of(source);
            open.add(file);
            files.put(name, file.descriptor());
        } catch (IOException e) {
            close();
            throw new CommandException(Exit.USAGE, new Documents(run).unreadable(source, e));
        }
    }

    Map<String, FileDescriptor> files() {
        return files;
    }

    /// And others.
    Map<String, FileDescriptor> with(Map<String, FileDescriptor> others) {
        var all = new LinkedHashMap<>(others);
        all.putAll(files);
        return all;
    }

    @Override
    public void close() {
        for (OpenFile file : open) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
