package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;

/// Reads and writes single cgroup files. A value goes in one write(2), as cgroupfs wants it.
final class CgroupFiles {
    private CgroupFiles() {}

    /// Never creates the file: one that is missing is a controller that is missing.
    static void write(Path file, String value) throws IOException {
        try (Fd fd = LinuxKernel.get().open(file.toString(), Linux.O_WRONLY, 0)) {
            LinuxKernel.get().write(fd, value.getBytes(StandardCharsets.US_ASCII));
        } catch (ErrnoException e) {
            throw new ErrnoException(e.call(), e.errno(), file.toString()); // which file, also where writing failed
        }
    }

    /// Writes what the folder above has. On v2 an empty list stands for that.
    static void inherit(Path file) throws IOException {
        Path above = file.resolveSibling("..").resolve(file.getFileName()).normalize();
        boolean unified = Files.exists(file.resolveSibling("cgroup.controllers"));
        write(file, unified ? "\n" : read(above).orElse("").strip());
    }

    /// The files of a folder; none where it is not there.
    static Set<String> names(Path dir) {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
            files.forEach(f -> names.add(f.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException e) {
            return Set.of();
        }
        return names;
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty(); // the cgroup went, or this kernel has no such file
        }
    }

    /// A file of one number; empty for `max`, or when it is not there.
    static OptionalLong number(Path file) {
        return read(file).map(CgroupFiles::number).orElseGet(OptionalLong::empty);
    }

    static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// The number after `key` in a file of `key value` lines.
    static OptionalLong keyed(String text, String key) {
        return text.lines()
                .filter(l -> l.startsWith(key + " "))
                .findFirst()
                .map(l -> number(l.substring(key.length() + 1)))
                .orElseGet(OptionalLong::empty);
    }

    static void mkdir(Path dir) throws IOException {
        try {
            Files.createDirectory(dir);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // from before: its limits are set again
        }
    }

    /// Whether it is gone afterwards. False: a process is still leaving it.
    static boolean rmdir(Path dir) throws IOException {
        try {
            Files.delete(dir);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (java.nio.file.DirectoryNotEmptyException e) {
            return false;
        } catch (java.nio.file.FileSystemException e) {
            if (e.getReason() != null && e.getReason().contains("busy")) {
                return false;
            }
            throw e;
        }
    }
}
