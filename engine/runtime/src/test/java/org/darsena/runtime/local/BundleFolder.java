package org.darsena.runtime.local;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.BundleReader;
import org.darsena.model.json.OciBundle;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;

/// An OCI bundle for tests: a shell and a few of the machine's programs with their libraries, and a configuration with
/// something of everything.
final class BundleFolder {
    private static final List<String> PROGRAMS = List.of("sh", "cat", "id", "ls", "stat", "touch", "sleep", "chmod");
    private static final Pattern LIBRARY = Pattern.compile("(/[^ ]+) \\(0x");

    final Path folder;
    final Path root;

    BundleFolder(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        root = Files.createDirectories(folder.resolve("rootfs"));
        for (String dir : List.of("bin", "etc", "tmp", "work")) {
            Files.createDirectory(root.resolve(dir));
        }
        for (String program : PROGRAMS) {
            copy(Path.of("/usr/bin", program).toRealPath(), root.resolve("bin").resolve(program));
        }
    }

    private void copy(Path program, Path to) throws IOException, InterruptedException {
        Files.copy(program, to, StandardCopyOption.REPLACE_EXISTING);
        Process ldd = new ProcessBuilder("ldd", program.toString())
                .redirectErrorStream(true)
                .start();
        String libraries = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ldd.waitFor();
        LIBRARY.matcher(libraries).results().map(m -> Path.of(m.group(1))).forEach(this::library);
    }

    private void library(Path library) {
        Path to = root.resolve(library.toString().substring(1));
        try {
            if (!Files.exists(to)) {
                Files.createDirectories(to.getParent());
                Files.copy(library.toRealPath(), to);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// What a config.json says, read as the command reads it.
    static OciBundle read(String name, String json) throws Exception {
        return BundleReader.check(json, name).orThrow();
    }

    /// What is to be attached, opened.
    Attachments attach(OciBundle bundle) throws IOException {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        files.put(Bundle.ROOT, open(folder.resolve(bundle.root())));
        for (Map.Entry<String, String> source : bundle.sources().entrySet()) {
            files.put(source.getKey(), open(folder.resolve(source.getValue())));
        }
        return new Attachments(files);
    }

    static FileDescriptor open(Path path) throws IOException {
        return LinuxKernel.get().open(path.toString(), Linux.O_PATH, 0).releaseToJava();
    }

    static ContainerSpec with(ContainerSpec spec, List<String> argv) {
        return spec.with(c -> c.process = new org.darsena.model.container.ProcessSpec(
                argv,
                spec.process().env(),
                spec.process().cwd(),
                spec.process().uid(),
                spec.process().gid(),
                spec.process().terminal(),
                spec.process().reaper(),
                spec.process().stopSignal(),
                spec.process().stopSeconds()));
    }
}
