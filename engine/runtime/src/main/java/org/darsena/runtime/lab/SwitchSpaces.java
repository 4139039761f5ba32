package org.darsena.runtime.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.net.NetNs;

/// A network namespace per lab for its bridges, pinned at `run/labs/ID/switch`. No firewall of the host sees the lab's
/// frames there, and all of its ends go with it.
final class SwitchSpaces {
    private static final long NSFS_MAGIC = 0x6e736673;

    private final Kernel kernel;
    private final Path folder;

    SwitchSpaces(Kernel kernel, Path folder) {
        this.kernel = kernel;
        this.folder = folder;
    }

    Path pin(String lab) {
        return folder.resolve(lab).resolve("switch");
    }

    boolean stands(String lab) {
        try {
            return Files.exists(pin(lab)) && kernel.statfs(pin(lab).toString()).type() == NSFS_MAGIC;
        } catch (ErrnoException e) {
            return false;
        }
    }

    /// Makes a fresh one. A failure leaves nothing.
    void make(String lab) throws IOException {
        remove(lab);
        Files.createDirectories(folder.resolve(lab));
        Files.createFile(pin(lab));
        try (NetNs fresh = NetNs.create(kernel)) {
            String source = "/proc/self/fd/" + fresh.fd().number();
            kernel.mount(source, pin(lab).toString(), null, Linux.MS_BIND, null);
        } catch (IOException e) {
            remove(lab);
            throw e;
        }
    }

    NetNs open(String lab) throws IOException {
        return NetNs.at(kernel, pin(lab).toString());
    }

    /// Removes what is there of it.
    void remove(String lab) throws IOException {
        if (!Files.isDirectory(folder.resolve(lab))) {
            return;
        }
        if (Files.exists(pin(lab))) {
            try {
                kernel.unmount(pin(lab).toString(), Linux.MNT_DETACH | Linux.UMOUNT_NOFOLLOW);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EINVAL) { // made, but nothing mounted on it
                    throw e;
                }
            }
            Files.delete(pin(lab));
        }
        Files.delete(folder.resolve(lab));
    }

    /// The labs that have one, whole or half.
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
