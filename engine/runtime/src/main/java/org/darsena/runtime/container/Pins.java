package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.stage.Mapping;
import org.darsena.runtime.stage.PinPlan;
import org.darsena.runtime.stage.Stage;

/// User and network namespaces that live without a process: nsfs files bound at `run/ns/ID/{user,net}`. The
/// caller holds the container, so that no two threads work on the same id.
final class Pins {
    private static final String USER = "user";
    private static final String NET = "net";
    private static final long NSFS_MAGIC = 0x6e736673;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Kernel kernel;
    private final Stage stage;
    private final Path folder;

    Pins(Kernel kernel, Stage stage, Path run) {
        this.kernel = kernel;
        this.stage = stage;
        this.folder = run.resolve("ns");
    }

    Path user(String id) {
        return folder.resolve(id).resolve(USER);
    }

    Path net(String id) {
        return folder.resolve(id).resolve(NET);
    }

    /// Whether both stand.
    boolean pinned(String id) {
        return isNamespace(user(id)) && isNamespace(net(id));
    }

    private boolean isNamespace(Path file) {
        try {
            return Files.exists(file) && kernel.statfs(file.toString()).type() == NSFS_MAGIC;
        } catch (ErrnoException e) {
            return false;
        }
    }

    /// Makes both, if they are not there. A failure leaves nothing.
    void pin(String id, Mapping ids) throws IOException {
        if (pinned(id)) {
            return;
        }
        unpin(id);
        Files.createDirectories(folder, PRIVATE); // nodes of a lab are pinned side by side
        Files.createDirectories(folder.resolve(id));
        Files.createFile(user(id));
        Files.createFile(net(id));
        try (Fd user = open(user(id));
                Fd net = open(net(id))) {
            stage.pin(PinPlan.of(ids, user, net));
        } catch (IOException e) {
            unpin(id);
            throw e;
        }
    }

    private Fd open(Path file) throws IOException {
        return kernel.open(file.toString(), Linux.O_PATH, 0);
    }

    /// Removes what is there of them. The namespaces live on as long as a process is in them.
    void unpin(String id) throws IOException {
        if (!Files.isDirectory(folder.resolve(id))) {
            return;
        }
        for (Path file : List.of(user(id), net(id))) {
            if (Files.exists(file)) {
                unmount(file);
                Files.deleteIfExists(file);
            }
        }
        Files.delete(folder.resolve(id));
    }

    private void unmount(Path file) throws ErrnoException {
        try {
            kernel.unmount(file.toString(), Linux.MNT_DETACH | Linux.UMOUNT_NOFOLLOW);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) { // it is no mount: made, but not pinned any more
                throw e;
            }
        }
    }

    /// The ids that have pins, whole or half.
    List<String> ids() throws IOException {
        List<String> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(p -> all.add(p.getFileName().toString()));
            }
        }
        return all;
    }
}
