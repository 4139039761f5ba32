package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Bundle.Device;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.plan.BundleSurroundings;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.stage.BundleMounts;
import org.darsena.runtime.stage.BundleMounts.MadeDevice;
import org.darsena.runtime.stage.BundleMounts.Mask;
import org.darsena.runtime.stage.BundleMounts.Source;

/// What is attached to containers that are OCI bundles, kept open from one start to the next for as long as this helper
/// runs; afterwards it has to be attached again. Any thread.
final class Bundles implements AutoCloseable {
    private static final int S_IFCHR = 0020000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFIFO = 0010000;

    private final Kernel kernel;
    private final Map<String, Map<String, Fd>> open = new ConcurrentHashMap<>();

    Bundles(Kernel kernel) {
        this.kernel = kernel;
    }

    /// What a container of that spec wants attached.
    static Set<String> wanted(ContainerSpec spec) {
        Bundle bundle = spec.bundle();
        return bundle == null ? Set.of() : bundle.attachments();
    }

    /// That all of it is there, and the root a folder. MISSING, INVALID.
    static void require(ContainerSpec spec, Attachments attachments) throws EngineException {
        for (String name : wanted(spec)) {
            if (!attachments.files().containsKey(name)) {
                throw new EngineException(Kind.MISSING, Map.of("what", "bundle", "path", name, "name", spec.name()));
            }
        }
        FileDescriptor root = attachments.files().get(Bundle.ROOT);
        try {
            if (root != null && !Files.isDirectory(Path.of("/proc/self/fd/" + Fd.numberOf(root)))) {
                throw new EngineException(Kind.INVALID, Map.of("what", "bundle", "value", Bundle.ROOT));
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    /// Copies of what is attached, in place of those before.
    void keep(String id, Attachments attachments) throws IOException {
        if (attachments.files().isEmpty()) {
            return;
        }
        Map<String, Fd> copies = new LinkedHashMap<>();
        for (Map.Entry<String, FileDescriptor> file : attachments.files().entrySet()) {
            Fd borrowed = Fd.adopt(Fd.numberOf(file.getValue()));
            copies.put(file.getKey(), kernel.dup(borrowed));
            borrowed.release(); // the attachments stay the owner
        }
        close(open.put(id, copies));
    }

    void forget(String id) throws IOException {
        close(open.remove(id));
    }

    private static void close(@org.jspecify.annotations.Nullable Map<String, Fd> files) throws IOException {
        if (files != null) {
            for (Fd fd : files.values()) {
                fd.close();
            }
        }
    }

    /// What is attached under `name`. MISSING: this helper has not been given it.
    private Fd attached(String id, ContainerSpec spec, String name) throws EngineException {
        Fd fd = open.getOrDefault(id, Map.of()).get(name);
        if (fd == null) {
            throw new EngineException(Kind.MISSING, Map.of("what", "bundle", "path", name, "name", spec.name()));
        }
        return fd;
    }

    Fd root(String id, ContainerSpec spec) throws EngineException {
        return attached(id, spec, Bundle.ROOT);
    }

    /// What to mount.
    ///
    /// @param folder the container's own, in which its device nodes are made
    /// @param base the machine's id of root inside
    BundleMounts mounts(String id, ContainerSpec spec, Bundle bundle, Path folder, int base, Descriptors fds)
            throws IOException, EngineException {
        List<Mount> mounts = BundleSurroundings.mounts(spec, bundle);
        Map<Integer, Source> sources = new HashMap<>();
        int given = -1;
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).bind()) {
                given = nextBind(bundle, given);
                Fd file = attached(id, spec, Bundle.source(given));
                sources.put(i, new Source(file, Files.isDirectory(Path.of("/proc/self/fd/" + file.number()))));
            }
        }
        return new BundleMounts(
                mounts,
                sources,
                devices(bundle, folder, base, fds),
                masks(bundle, root(id, spec)),
                bundle.readOnly().stream().map(BundleSurroundings::path).toList());
    }

    private static int nextBind(Bundle bundle, int after) {
        int next = after + 1;
        while (!bundle.mounts().get(next).bind()) {
            next++;
        }
        return next;
    }

    private List<MadeDevice> devices(Bundle bundle, Path folder, int base, Descriptors fds) throws IOException {
        List<MadeDevice> made = new ArrayList<>();
        for (Device device : bundle.devices()) {
            Path node = folder.resolve("dev-" + made.size());
            Files.deleteIfExists(node);
            int kind = device.type() == 'c' ? S_IFCHR : device.type() == 'b' ? S_IFBLK : S_IFIFO;
            kernel.mknod(node.toString(), kind | 0600, device.major(), device.minor());
            kernel.chown(node.toString(), base + device.uid(), base + device.gid());
            Files.setAttribute(node, "unix:mode", device.mode());
            Device clean = new Device(
                    BundleSurroundings.path(device.path()),
                    device.type(),
                    device.major(),
                    device.minor(),
                    device.mode(),
                    device.uid(),
                    device.gid());
            made.add(new MadeDevice(clean, fds.add(kernel.open(node.toString(), Linux.O_PATH | Linux.O_NOFOLLOW, 0))));
        }
        return made;
    }

    /// What there is of the paths to hide: the kernel's own are the same as the machine's.
    private List<Mask> masks(Bundle bundle, Fd root) throws IOException {
        List<Mask> masks = new ArrayList<>();
        for (String path : bundle.masked()) {
            String clean = BundleSurroundings.path(path);
            if (clean.startsWith("/proc/") || clean.startsWith("/sys/")) {
                Path seen = Path.of(clean);
                if (Files.exists(seen)) {
                    masks.add(new Mask(clean, Files.isDirectory(seen)));
                }
                continue;
            }
            try (Fd file = kernel.openInRoot(root, clean, Linux.O_PATH)) {
                masks.add(new Mask(clean, Files.isDirectory(Path.of("/proc/self/fd/" + file.number()))));
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                    throw e;
                }
            }
        }
        return masks;
    }

    @Override
    public void close() throws IOException {
        for (Map<String, Fd> files : open.values()) {
            close(files);
        }
        open.clear();
    }
}
