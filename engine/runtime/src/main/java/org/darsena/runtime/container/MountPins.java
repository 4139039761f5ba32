package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Propagation;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.stage.LockedTree;
import org.darsena.runtime.stage.MountAttr;
import org.darsena.runtime.stage.MountMap;
import org.darsena.runtime.stage.Stage;
import org.darsena.runtime.store.ContainerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people show their containers of their own files. They pass it as an open file; a clone of its mounts is kept
/// at `run/mounts/ID/N` until the container is removed, so that it starts again without them. A path of theirs is
/// never opened here.
///
/// A clone has its flags (read-only, no set-user-id programs, no devices) for good: the kernel locks them, as it does
/// what is copied into a less privileged mount namespace, so no capability inside lifts them; see [LockedTree].
///
/// The caller holds the container.
final class MountPins {
    private static final Logger LOG = LoggerFactory.getLogger(MountPins.class);
    private static final int KIND = 0170000;
    private static final Set<Integer> KINDS = Set.of(0040000, 0100000, 0140000, 0010000);

    /// File systems of the kernel's: a container has its own of them, with covers, and these would lie beside those.
    private static final Set<String> KERNEL = Set.of(
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2",
            "devpts",
            "devtmpfs",
            "mqueue",
            "nsfs",
            "securityfs",
            "debugfs",
            "tracefs",
            "bpf",
            "configfs",
            "efivarfs",
            "pstore",
            "binfmt_misc",
            "selinuxfs",
            "fusectl");

    private final Kernel kernel;
    private final Proc proc;
    private final Stage stage;
    private final LockedTree.Holder holder;
    private final Path folder;

    MountPins(Kernel kernel, Proc proc, Stage stage, Path run) {
        this.kernel = kernel;
        this.proc = proc;
        this.stage = stage;
        this.holder = new LockedTree.Holder(kernel, stage, run);
        this.folder = run.resolve("mounts");
    }

    Path at(String id, int index) {
        return folder.resolve(id).resolve(String.valueOf(index));
    }

    /// Which open files a spec wants with it.
    static Set<String> wanted(List<MountSpec> mounts) {
        Set<String> names = new TreeSet<>();
        binds(mounts).forEach(i -> names.add(MountSpec.attachment(i)));
        return names;
    }

    private static List<Integer> binds(List<MountSpec> mounts) {
        List<Integer> binds = new ArrayList<>();
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).type() == MountSpec.Type.BIND) {
                binds.add(i);
            }
        }
        return binds;
    }

    /// INVALID where a bind has no file with it.
    static void complete(List<MountSpec> mounts, Attachments attachments) throws EngineException {
        for (int i : binds(mounts)) {
            if (!attachments.files().containsKey(MountSpec.attachment(i))) {
                throw invalid("unattached", mounts.get(i));
            }
        }
    }

    /// Keeps what came with the spec in place of what was kept before; what did not come stays as it is. A failure
    /// leaves nothing of it.
    ///
    /// @param base the machine's number of root inside
    void pin(ContainerRecord r, Attachments attachments, long base) throws IOException, EngineException {
        List<MountSpec> mounts = r.spec().tree().mounts();
        for (int i : binds(mounts)) {
            FileDescriptor given = attachments.files().get(MountSpec.attachment(i));
            if (given == null) {
                continue;
            }
            Fd borrowed = Fd.adopt(Fd.numberOf(given));
            try {
                release(at(r.id(), i));
                keep(r, i, borrowed, base);
            } catch (IOException | EngineException | RuntimeException e) {
                release(at(r.id(), i));
                throw e;
            } finally {
                borrowed.release(); // the attachment stays the owner
            }
        }
    }

    private void keep(ContainerRecord r, int index, Fd given, long base) throws IOException, EngineException {
        MountSpec mount = r.spec().tree().mounts().get(index);
        Path seen = Path.of("/proc/self/fd/" + given.number());
        int kind = (Integer) Files.getAttribute(seen, "unix:mode") & KIND;
        if (!KINDS.contains(kind)) {
            throw invalid("mount-kind", mount);
        }
        Path point = at(r.id(), index);
        Files.createDirectories(point.getParent());
        if (kind == 0040000) {
            Files.createDirectory(point);
        } else {
            Files.createFile(point);
        }
        try (Fd tree = cloned(mount, given);
                Fd map = map(r, mount, seen, base)) {
            set(mount, tree, map);
            attach(mount, tree, point);
        }
        noneOfTheKernels(mount, point);
        try (Fd locked = holder.locked(point)) {
            kernel.unmount(point.toString(), Linux.MNT_DETACH | Linux.UMOUNT_NOFOLLOW);
            attach(mount, locked, point);
        }
    }

    /// What lies in another mount namespace, such as a container's, cannot be taken out of it.
    private Fd cloned(MountSpec mount, Fd given) throws ErrnoException, EngineException {
        try {
            return kernel.cloneMounts(given);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EINVAL) {
                throw invalid("mount-elsewhere", mount);
            }
            throw e;
        }
    }

    private void set(MountSpec mount, Fd tree, @Nullable Fd map) throws ErrnoException, EngineException {
        try {
            kernel.setMounts(tree, attributes(mount), propagation(mount).flag(), map);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EINVAL && map != null) {
                throw invalid("mount-idmap", mount);
            }
            throw e;
        }
    }

    private void attach(MountSpec mount, Fd tree, Path point) throws ErrnoException {
        kernel.attachMounts(tree, point.toString());
        kernel.mount(
                null, point.toString(), null, Linux.MS_REC | propagation(mount).flag(), null); // as it was
    }

    /// Kept, it gets what happens on the machine where that is wanted, and passes nothing on; how it is inside is set
    /// when it gets there.
    private static Propagation propagation(MountSpec mount) {
        return mount.propagation() == Propagation.SLAVE ? Propagation.SLAVE : Propagation.PRIVATE;
    }

    static long attributes(MountSpec mount) {
        return (mount.readOnly() ? MountAttr.READ_ONLY : 0)
                | (mount.suid() ? 0 : MountAttr.NO_SUID)
                | (mount.dev() ? 0 : MountAttr.NO_DEV)
                | (mount.exec() ? 0 : MountAttr.NO_EXEC);
    }

    private @Nullable Fd map(ContainerRecord r, MountSpec mount, Path source, long base)
            throws IOException, EngineException {
        String as = mount.idmap();
        if (as == null) {
            return null;
        }
        String[] ids = as.split(":", 2);
        int group = group(r.owner()).orElseThrow(() -> invalid("mount-nobody", mount));
        if ((Integer) Files.getAttribute(source, "unix:uid") != r.owner()
                || (Integer) Files.getAttribute(source, "unix:gid") != group) { // nobody writes where an id is unknown
            throw invalid("mount-owner", mount);
        }
        return new MountMap(r.owner(), group, base + Long.parseLong(ids[0]), base + Long.parseLong(ids[1]))
                .open(kernel, stage);
    }

    /// The primary group of a user, by passwd(5): that and no other is the user's for certain.
    private static Optional<Integer> group(int uid) throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(f -> f.length == 7 && f[2].equals(String.valueOf(uid)) && f[3].matches("[0-9]{1,9}"))
                .map(f -> Integer.valueOf(f[3]))
                .findFirst();
    }

    private void noneOfTheKernels(MountSpec mount, Path point) throws IOException, EngineException {
        String top = point.toRealPath().toString();
        String found = proc.ownMounts().stream()
                .filter(m -> m.point().equals(top) || m.point().startsWith(top + "/"))
                .filter(m -> KERNEL.contains(m.type()))
                .map(m -> m.type() + " " + mount.source() + m.point().substring(top.length()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw new EngineException(
                    Kind.INVALID,
                    Map.of("what", "mount-kernel", "value", String.valueOf(mount.source()), "found", found));
        }
    }

    /// MISSING where something it is to show is not kept any more: the machine was started anew.
    void require(ContainerRecord r) throws EngineException {
        List<MountSpec> mounts = r.spec().tree().mounts();
        for (int i : binds(mounts)) {
            if (!mounted(at(r.id(), i))) {
                throw new EngineException(
                        Kind.MISSING,
                        Map.of(
                                "what",
                                "mount",
                                "name",
                                r.spec().name(),
                                "source",
                                String.valueOf(mounts.get(i).source())));
            }
        }
    }

    /// Whether it stands on another mount than its folder.
    private boolean mounted(Path point) {
        try {
            String top = point.toRealPath().toString();
            return proc.ownMounts().stream().anyMatch(m -> m.point().equals(top));
        } catch (IOException e) {
            return false;
        }
    }

    /// Lets go of all that is kept for a container.
    void unpin(String id) throws IOException {
        Path own = folder.resolve(id);
        if (Files.isDirectory(own)) {
            for (Path point : list(own)) {
                release(point);
            }
            Files.delete(own);
        }
    }

    private void release(Path point) throws IOException {
        while (Files.exists(point) && mounted(point)) {
            kernel.unmount(point.toString(), Linux.MNT_DETACH | Linux.UMOUNT_NOFOLLOW);
        }
        Files.deleteIfExists(point);
    }

    /// The ids for which something is kept.
    List<String> ids() throws IOException {
        return Files.isDirectory(folder)
                ? list(folder).stream().map(p -> p.getFileName().toString()).toList()
                : List.of();
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(all::add);
        }
        return all;
    }

    private static EngineException invalid(String what, MountSpec mount) {
        LOG.debug("{}: {}", what, mount);
        return new EngineException(
                Kind.INVALID, Map.of("what", what, "value", String.valueOf(mount.source()), "path", mount.target()));
    }
}
