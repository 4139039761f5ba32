package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Removes a cgroup with those that were made below it (a container with a cgroup namespace may make some).
final class CgroupTree {
    private CgroupTree() {}

    /// Adds the processes of this very cgroup.
    static void processes(Path dir, Set<Integer> all) {
        CgroupFiles.read(dir.resolve("cgroup.procs"))
                .ifPresent(t -> t.lines().filter(l -> !l.isBlank()).forEach(l -> all.add(Integer.valueOf(l))));
    }

    /// Adds those of all cgroups below it.
    static void processesBelow(Path dir, Set<Integer> all) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(dir, Files::isDirectory)) {
            for (Path child : children) {
                processes(child, all);
                processesBelow(child, all);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // it went meanwhile, with all that was in it
        }
    }

    /// Whether all is gone. False: a process is still in it.
    static boolean remove(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            return true;
        }
        if (CgroupFiles.rmdir(dir)) {
            return true;
        }
        boolean below = true;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(dir, Files::isDirectory)) {
            for (Path child : children) {
                below &= remove(child);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            return true;
        }
        return below && CgroupFiles.rmdir(dir);
    }
}
