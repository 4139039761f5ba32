package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.FileSpec;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.image.Accounts;
import org.darsena.runtime.image.HostImage;
import org.darsena.runtime.image.Links;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.store.AtomicFile;

/// Lays files into the upper folder of a container that is being made: nobody inside has written there yet,
/// so plain paths are safe; after the first start they are not.
///
/// A path is understood as it will be inside: links of the image are followed (`/var/run/x` goes to
/// `/run/x`), and a folder that the image has keeps its mode and owner.
final class RootFiles {
    private final Path lower;
    private final Accounts accounts;
    private final Path upper;
    private final int base;

    /// @param base the host's id of root inside
    RootFiles(HostImage.Root image, Path upper, long base) {
        this.lower = image.path();
        this.accounts = image.accounts();
        this.upper = upper;
        this.base = Math.toIntExact(base);
    }

    /// Makes a folder that belongs to root inside.
    void folder(Path folder, int mode) throws IOException {
        Files.createDirectory(folder);
        dress(folder, mode, 0, 0);
    }

    void put(FileSpec file) throws IOException, EngineException {
        String[] owner = file.owner().split(":", 2);
        int uid = known(accounts.uid(owner[0]), file);
        int gid = known(accounts.gid(owner[owner.length - 1]), file);
        put(file.path(), file.content(), Integer.parseInt(file.mode(), 8), uid, gid);
    }

    private static int known(int id, FileSpec file) throws EngineException {
        if (id < 0) {
            throw new EngineException(Kind.INVALID, Map.of("what", "owner", "value", file.owner()));
        }
        return id;
    }

    void put(String path, String content, int mode, int uid, int gid) throws IOException, EngineException {
        List<String> names = Links.follow(path, false, seen -> below(lower, seen));
        if (names.isEmpty() || names.getFirst().equals("usr") || Files.isDirectory(below(lower, names))) {
            throw new EngineException(Kind.INVALID, Map.of("what", "path", "value", path));
        }
        parents(names);
        Path target = below(upper, names);
        try {
            Files.write(target, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AtomicFile.at(target, e);
        }
        dress(target, mode, uid, gid);
    }

    /// Folders up to a place to mount at, which a root that is read-only has no other chance to get; what is mounted
    /// there, a file or a folder, tells what the last one is. Links lead nowhere: INVALID.
    void mountPoint(String path, boolean folder) throws IOException, EngineException {
        List<String> names = Links.names(path);
        for (int n = 1; n <= names.size(); n++) {
            if (Files.isSymbolicLink(below(lower, names.subList(0, n)))) {
                throw new EngineException(Kind.INVALID, Map.of("what", "mount-link", "value", path));
            }
        }
        Path target = below(upper, names);
        if (names.getFirst().equals("usr") || Files.exists(below(lower, names)) || Files.exists(target)) {
            return;
        }
        parents(names);
        if (folder) {
            folder(target, 0755);
        } else {
            Files.createFile(target);
            dress(target, 0644, 0, 0);
        }
    }

    private static Path below(Path root, List<String> names) {
        Path at = root;
        for (String name : names) {
            at = at.resolve(name);
        }
        return at;
    }

    private void parents(List<String> names) throws IOException {
        for (int n = 1; n < names.size(); n++) {
            Path folder = below(upper, names.subList(0, n));
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Path like = below(lower, names.subList(0, n));
            if (Files.isDirectory(like, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
                dress(
                        folder,
                        attribute(like, "unix:mode") & 07777,
                        attribute(like, "unix:uid"),
                        attribute(like, "unix:gid"));
            } else {
                folder(folder, 0755);
            }
        }
    }

    private static int attribute(Path path, String name) throws IOException {
        return (Integer) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
    }

    private void dress(Path path, int mode, int uid, int gid) throws IOException {
        LinuxKernel.get().chown(path.toString(), base + uid, base + gid);
        Files.setAttribute(path, "unix:mode", mode); // last: chown(2) clears the set-id bits
    }
}
