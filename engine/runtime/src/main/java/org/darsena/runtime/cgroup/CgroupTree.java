package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Removes a cgroup with those that were made below it (a container with a cgroup namespace may make some).
final class CgroupTree {
    private CgroupTree() {}

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
