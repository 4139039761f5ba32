package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.image.HostImage.Root;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.stage.LockedTree;
import org.jspecify.annotations.Nullable;

/// The images there are, ready to be started from: descriptors of their trees are kept open. Any thread.
public final class Images implements AutoCloseable {
    public static final String HOST = "host";

    /// A change of any of these tells that the host was upgraded or reconfigured; all else that is taken
    /// over is looked at only then.
    private static final List<String> SENTINELS =
            List.of("etc/ld.so.cache", "etc/alternatives", "etc/passwd", "etc/group", "etc");

    private final Path host;
    private final LockedTree.Holder holder;
    private final HostImage hostImage;
    private @Nullable Ready ready; // guarded by this
    private final List<Ready> retired = new ArrayList<>(); // guarded by this

    /// @param host `/`, or a folder of fixtures
    public Images(Path host, Path folder, LockedTree.Holder holder) {
        this.host = host;
        this.holder = holder;
        this.hostImage = new HostImage(host, folder.resolve(HOST));
    }

    /// An image to start from.
    ///
    /// @param tree of its root, opened with O_PATH
    /// @param usr the machine's, read-only for good
    public record Ready(Root root, Fd tree, LockedTree usr, List<Long> stamp) {
        public Ready {
            stamp = List.copyOf(stamp);
        }

        private boolean is(Root now, List<String> parts) {
            return root.version().equals(now.version()) && usr.parts().equals(parts);
        }

        private void close() throws IOException {
            tree.close();
            usr.close();
        }
    }

    public boolean exists(String image) {
        return image.equals(HOST);
    }

    /// The image `host` as the machine is now: made anew if it has changed.
    public synchronized Ready host() throws IOException {
        List<Long> stamp = stamp();
        Ready known = ready;
        if (known != null && known.stamp().equals(stamp)) {
            return known;
        }
        Root root = hostImage.current();
        Ready fresh;
        if (known != null && known.is(root, LockedTree.folders(usr(), HostTree.ADMINISTRATORS))) {
            fresh = new Ready(root, known.tree(), known.usr(), stamp); // what changed is nothing that is taken over
        } else {
            fresh = opened(root, stamp);
            if (known != null) {
                retired.add(known); // a start may be using its descriptors just now
            }
        }
        ready = fresh;
        return fresh;
    }

    private Ready opened(Root root, List<Long> stamp) throws IOException {
        Fd tree = open(root.path());
        try {
            return new Ready(root, tree, holder.hold(usr(), HostTree.ADMINISTRATORS), stamp);
        } catch (IOException e) {
            tree.close();
            throw e;
        }
    }

    private Path usr() {
        return host.resolve("usr");
    }

    private static Fd open(Path folder) throws IOException {
        return LinuxKernel.get().open(folder.toString(), Linux.O_PATH | Linux.O_DIRECTORY, 0);
    }

    private List<Long> stamp() throws IOException {
        List<Long> times = new ArrayList<>(SENTINELS.size());
        for (String name : SENTINELS) {
            try {
                times.add(Files.getLastModifiedTime(host.resolve(name)).toMillis());
            } catch (NoSuchFileException e) {
                times.add(-1L);
            }
        }
        return times;
    }

    /// Removes old roots that no container stands on; to be called while none runs on an old one.
    public void prune() throws IOException {
        hostImage.prune(List.of());
    }

    @Override
    public synchronized void close() throws IOException {
        if (ready != null) {
            retired.add(ready);
        }
        ready = null;
        for (Ready r : retired) {
            r.close();
        }
        retired.clear();
    }
}
