package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Copies the allowed part of an /etc: links as links, plain files with their modes and owners. What others
/// than its owner and group may not read is left out, as are sockets, pipes and devices.
final class EtcCopier {
    private static final int MAX_ID = 65535;

    private final Path from;

    EtcCopier(Path from) {
        this.from = from;
    }

    /// Everything that is to be copied, relative to the /etc, folders before what is in them, sorted.
    List<Path> wanted() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : HostTree.ETC) {
            for (Path found : matching(name)) {
                collect(found, all);
            }
        }
        return all;
    }

    private List<Path> matching(String name) throws IOException {
        if (!name.endsWith("*")) {
            return Files.exists(from.resolve(name), LinkOption.NOFOLLOW_LINKS) ? List.of(Path.of(name)) : List.of();
        }
        return children(from, name);
    }

    private List<Path> children(Path folder, String glob) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(p -> all.add(from.relativize(p)));
        }
        Collections.sort(all);
        return all;
    }

    private void collect(Path path, List<Path> into) throws IOException {
        Path source = from.resolve(path);
        if (Files.isSymbolicLink(source)) {
            into.add(path);
        } else if (othersMayRead(source)) {
            into.add(path);
            if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
                for (Path child : children(source, "*")) {
                    collect(child, into);
                }
            }
        }
    }

    private static boolean othersMayRead(Path path) throws IOException {
        boolean plain = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        return plain && mode.contains(PosixFilePermission.OTHERS_READ);
    }

    /// Copies what is [#wanted] into another /etc, which exists.
    void copyTo(Path etc) throws IOException {
        for (Path path : wanted()) {
            try {
                copy(from.resolve(path), etc.resolve(path));
            } catch (NoSuchFileException e) {
                if (Files.exists(from.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                    throw e; // else the host has just removed it
                }
            }
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        makeParents(target);
        if (Files.isSymbolicLink(source)) {
            Files.createSymbolicLink(target, Files.readSymbolicLink(source));
            return;
        }
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(target)) {
                Files.createDirectory(target);
            }
        } else {
            Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
        }
        own(target, id(source, "unix:uid"), id(source, "unix:gid"));
        Files.setAttribute(target, "unix:mode", (int) (Integer) Files.getAttribute(source, "unix:mode") & 01777);
    }

    private static void makeParents(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeParents(parent);
            Files.createDirectory(parent);
            Files.setAttribute(parent, "unix:mode", 0755);
        }
    }

    private static int id(Path path, String attribute) throws IOException {
        int id = (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
        return id >= 0 && id <= MAX_ID ? id : 0; // what has no place in a container's range
    }

    static void own(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
