package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.store.AtomicFile;

/// A container's /etc/resolv.conf follows the host's, from start to start: the machine may have come to another
/// network. What was written last is kept beside its files, so that one that somebody changed or replaced inside, or
/// that came with the spec, is left alone.
final class ResolvConf {
    private static final String NAME = "resolv.conf";

    private ResolvConf() {}

    /// After it was laid into a new container's upper layer.
    ///
    /// @param folder the container's, with `upper` in it
    static void laid(Path folder, String text) throws IOException {
        AtomicFile.write(folder.resolve(NAME), text, AtomicFile.Durability.CACHED);
    }

    /// Before a start, while no overlay lies over the upper layer and nobody runs inside; links that those inside have
    /// made are not followed.
    ///
    /// @param base the host's id of root inside
    static void refresh(Path folder, int base, String now) throws IOException {
        Path ours = folder.resolve(NAME);
        Path etc = folder.resolve("upper/etc");
        Path theirs = etc.resolve(NAME);
        if (!Files.exists(ours)
                || !Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(theirs, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String last = Files.readString(ours);
        if (last.equals(now) || !isText(theirs, last)) {
            return;
        }
        Path temp = folder.resolve("." + NAME + ".new");
        Files.writeString(temp, now);
        LinuxKernel.get().chown(temp.toString(), base, base);
        Files.setAttribute(temp, "unix:mode", 0644);
        Files.move(temp, theirs, StandardCopyOption.ATOMIC_MOVE);
        laid(folder, now);
    }

    /// Its size is looked at first: those inside may have made it huge.
    private static boolean isText(Path file, String text) throws IOException {
        byte[] wanted = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Files.size(file) == wanted.length && java.util.Arrays.equals(Files.readAllBytes(file), wanted);
    }
}
