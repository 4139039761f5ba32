package org.darsena.runtime.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.plan.Surroundings;
import org.darsena.runtime.stage.StageOp.Attach;
import org.darsena.runtime.stage.StageOp.Fs;
import org.darsena.runtime.stage.StageOp.Link;
import org.darsena.runtime.stage.StageOp.Make;
import org.darsena.runtime.stage.StageOp.Node;
import org.darsena.runtime.stage.StageOp.Subtree;

/// /proc, /sys and /dev of a container: what is mounted, masked and read-only. The lists are the model's, which shows
/// them to people too.
final class SystemMounts implements KernelMounts {
    static final int PROC = 2;
    static final int SYS = 3;
    static final int DEV = 4;
    static final int PTS = 5;
    static final int CGROUP = 8;
    static final long SAFE = MountAttr.NO_SUID | MountAttr.NO_DEV | MountAttr.NO_EXEC;

    private static final int SHM = 6;
    private static final int MQUEUE = 7;
    private static final int FIRST_NODE = 10;
    private static final int FIRST_ISLAND = 20;
    private static final int FIRST_COVER = 30;

    private static final List<String> NODES = Surroundings.DEVICES;
    private static final List<String> MASKED_PROC = below("/proc/", Surroundings.MASKED);
    private static final List<String> MASKED_SYS = below("/sys/", Surroundings.MASKED);
    private static final List<String> READ_ONLY_PROC = below("/proc/", Surroundings.READ_ONLY);

    /// What to hide, and whether the kernel has a directory there.
    private record Mask(int at, String path, boolean directory) {}

    /// The kernel has the same ones for every container: looked for once.
    private static final List<Mask> PROC_MASKS = masks(PROC, "/proc", MASKED_PROC);
    private static final List<Mask> SYS_MASKS = masks(SYS, "/sys", MASKED_SYS);

    private final List<Mask> masks;
    private final boolean mqueue;
    private final boolean network;
    private final long shmBytes;

    /// `ipc`: has its own IPC namespace; `network`: stands in a network namespace that belongs to its user
    /// namespace (without one the kernel refuses a new sysfs, and /proc/sys/net is the host's).
    SystemMounts(boolean ipc, boolean network, long shmBytes) {
        this.mqueue = ipc;
        this.network = network;
        this.shmBytes = shmBytes;
        List<Mask> all = new ArrayList<>(PROC_MASKS);
        if (network) {
            all.addAll(SYS_MASKS);
        }
        this.masks = List.copyOf(all);
    }

    private static List<String> below(String mount, List<String> paths) {
        return paths.stream()
                .filter(path -> path.startsWith(mount))
                .map(path -> path.substring(mount.length()))
                .toList();
    }

    private static List<Mask> masks(int at, String mount, List<String> paths) {
        List<Mask> found = new ArrayList<>();
        for (String path : paths) {
            Path seen = Path.of(mount, path);
            if (Files.exists(seen)) {
                found.add(new Mask(at, path, Files.isDirectory(seen)));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public boolean hasSysfs() {
        return network;
    }

    @Override
    public void create(List<StageOp> ops) {
        ops.add(new Fs(PROC, SAFE, "proc", List.of("source=proc")));
        if (network) {
            ops.add(new Fs(SYS, SAFE | MountAttr.READ_ONLY, "sysfs", List.of("source=sysfs")));
        }
        ops.add(new Fs(
                DEV, MountAttr.NO_SUID | MountAttr.NO_EXEC, "tmpfs", List.of("source=dev", "mode=755", "size=4m")));
        ops.add(new Fs(
                PTS,
                MountAttr.NO_SUID | MountAttr.NO_EXEC,
                "devpts",
                List.of("source=devpts", "ptmxmode=0666", "mode=0620", "gid=5")));
        ops.add(new Fs(SHM, SAFE, "tmpfs", List.of("source=shm", "mode=1777", "size=" + shmBytes)));
        if (mqueue) {
            ops.add(new Fs(MQUEUE, SAFE, "mqueue", List.of("source=mqueue")));
        }
        for (int i = 0; i < NODES.size(); i++) {
            ops.add(new Node(FIRST_NODE + i, "/dev/" + NODES.get(i)));
        }
        int slot = FIRST_COVER;
        for (Mask mask : masks) {
            ops.add(
                    mask.directory
                            ? new Fs(slot++, SAFE | MountAttr.READ_ONLY, "tmpfs", List.of("source=masked"))
                            : new Node(slot++, "/dev/null"));
        }
    }

    @Override
    public void attach(List<StageOp> ops, int root) {
        ops.add(new Attach(PROC, root, "proc", Make.DIRECTORY, false));
        if (network) {
            ops.add(new Attach(SYS, root, "sys", Make.DIRECTORY, false));
        }
        ops.add(new Attach(DEV, root, "dev", Make.DIRECTORY, false));
        ops.add(new Attach(PTS, DEV, "pts", Make.DIRECTORY, false));
        ops.add(new Attach(SHM, DEV, "shm", Make.DIRECTORY, false));
        if (mqueue) {
            ops.add(new Attach(MQUEUE, DEV, "mqueue", Make.DIRECTORY, false));
        }
        for (int i = 0; i < NODES.size(); i++) {
            ops.add(new Attach(FIRST_NODE + i, DEV, NODES.get(i), Make.FILE, false));
        }
        Surroundings.deviceLinks().forEach((name, target) -> ops.add(new Link(DEV, name, target)));
    }

    /// Read-only islands and masks. All islands are cut out before the first is laid back, so that
    /// /proc/sys/net can be taken writable from under the read-only /proc/sys.
    @Override
    public void protect(List<StageOp> ops, int root) {
        List<StageOp> cut = new ArrayList<>();
        List<StageOp> lay = new ArrayList<>();
        int slot = FIRST_ISLAND;
        for (String path : READ_ONLY_PROC) {
            cut.add(new Subtree(slot, PROC, path, false, SAFE | MountAttr.READ_ONLY));
            lay.add(new Attach(slot++, PROC, path, Make.IF_PRESENT, false));
        }
        if (network) {
            cut.add(new Subtree(slot, PROC, "sys/net", false, SAFE));
            lay.add(new Attach(slot, PROC, "sys/net", Make.NOTHING, false));
        }
        ops.addAll(cut);
        ops.addAll(lay);
        int cover = FIRST_COVER;
        for (Mask mask : masks) {
            ops.add(new Attach(cover++, mask.at, mask.path, Make.IF_PRESENT, false));
        }
    }
}
