package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.darsena.model.container.Bundle.Device;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.plan.Surroundings;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StageOp.Attach;
import org.darsena.runtime.stage.StageOp.Below;
import org.darsena.runtime.stage.StageOp.Fs;
import org.darsena.runtime.stage.StageOp.Link;
import org.darsena.runtime.stage.StageOp.Make;
import org.darsena.runtime.stage.StageOp.Node;
import org.darsena.runtime.stage.StageOp.Subtree;
import org.darsena.runtime.stage.StageOp.Tree;

/// The mounts that an OCI bundle asks for, in its order, with its masks and read-only paths and no others. No symbolic
/// link of the root is followed on the way to any of them.
///
/// @param mounts as [org.darsena.model.plan.BundleSurroundings] has them: complete
/// @param sources what is shown by the mount of that index, and whether it is a file
/// @param devices nodes made for it
/// @param masked what there is of it
public record BundleMounts(
        List<Mount> mounts,
        Map<Integer, Source> sources,
        List<MadeDevice> devices,
        List<Mask> masked,
        List<String> readOnly)
        implements KernelMounts {
    private static final int FIRST_NODE = 10;
    private static final int FIRST_MOUNT = 20;
    private static final int FIRST_DEVICE = 60;
    private static final int FIRST_COVER = 110;
    private static final int FIRST_ISLAND = 150;
    private static final Map<String, Integer> KERNEL = Map.of(
            "/proc",
            SystemMounts.PROC,
            "/sys",
            SystemMounts.SYS,
            "/dev",
            SystemMounts.DEV,
            "/dev/pts",
            SystemMounts.PTS);
    private static final Map<String, Long> FLAGS = Map.of(
            "ro", MountAttr.READ_ONLY,
            "nosuid", MountAttr.NO_SUID,
            "nodev", MountAttr.NO_DEV,
            "noexec", MountAttr.NO_EXEC,
            "noatime", MountAttr.NO_ATIME,
            "strictatime", MountAttr.STRICT_ATIME,
            "nodiratime", MountAttr.NO_DIR_ATIME,
            "nosymfollow", MountAttr.NO_SYM_FOLLOW);

    /// A file or folder of the bundle's maker, opened with O_PATH.
    public record Source(Fd file, boolean folder) {}

    /// A node with its owner and mode, opened with O_PATH.
    public record MadeDevice(Device device, Fd node) {}

    public record Mask(String path, boolean folder) {}

    private int slot(int i) {
        return KERNEL.getOrDefault(mounts.get(i).target(), FIRST_MOUNT + i);
    }

    private static boolean shown(Mount mount) {
        return !mount.type().startsWith("cgroup"); // see hasSysfs
    }

    private static long attributes(Mount mount) {
        return mount.flags().stream().mapToLong(f -> FLAGS.getOrDefault(f, 0L)).reduce(0, (a, b) -> a | b);
    }

    @Override
    public boolean hasSysfs() {
        Set<String> types = new java.util.HashSet<>();
        mounts.forEach(m -> types.add(m.type()));
        return types.contains("sysfs") && (types.contains("cgroup") || types.contains("cgroup2"));
    }

    /// Of a maker's folder no set-user-ID file and no device counts.
    @Override
    public void clones(List<StageOp> ops) {
        for (int i = 0; i < mounts.size(); i++) {
            Mount mount = mounts.get(i);
            if (mount.bind()) {
                Below below = mount.flags().contains("rbind") ? Below.ALIKE : Below.NOTHING;
                long attributes = attributes(mount) | MountAttr.NO_SUID | MountAttr.NO_DEV;
                ops.add(new Tree(slot(i), source(i).file(), below, false, attributes));
            }
        }
        for (int i = 0; i < devices.size(); i++) {
            long attributes = MountAttr.NO_SUID | MountAttr.NO_EXEC;
            ops.add(new Tree(FIRST_DEVICE + i, devices.get(i).node(), Below.NOTHING, false, attributes));
        }
    }

    private Source source(int i) {
        return Objects.requireNonNull(sources.get(i), "nothing attached for mount " + i);
    }

    @Override
    public void create(List<StageOp> ops) {
        for (int i = 0; i < mounts.size(); i++) {
            Mount mount = mounts.get(i);
            if (!mount.bind() && shown(mount)) {
                List<String> options = new ArrayList<>();
                options.add("source=" + (mount.source().isEmpty() ? mount.type() : mount.source()));
                options.addAll(mount.data());
                ops.add(new Fs(slot(i), attributes(mount), mount.type(), options));
            }
        }
        for (int i = 0; i < Surroundings.DEVICES.size(); i++) {
            ops.add(new Node(FIRST_NODE + i, "/dev/" + Surroundings.DEVICES.get(i)));
        }
        for (int i = 0; i < masked.size(); i++) {
            ops.add(
                    masked.get(i).folder()
                            ? new Fs(
                                    FIRST_COVER + i,
                                    SystemMounts.SAFE | MountAttr.READ_ONLY,
                                    "tmpfs",
                                    List.of("source=masked"))
                            : new Node(FIRST_COVER + i, "/dev/null"));
        }
    }

    @Override
    public void attach(List<StageOp> ops, int root) {
        for (int i = 0; i < mounts.size(); i++) {
            Mount mount = mounts.get(i);
            if (shown(mount)) {
                Make make = mount.bind() && !source(i).folder() ? Make.FILE : Make.DIRECTORY;
                ops.add(new Attach(slot(i), root, relative(mount.target()), make, false));
            }
            if (mount.target().equals("/dev")) {
                devices(ops);
            }
        }
        for (int i = 0; i < devices.size(); i++) {
            String path = relative(devices.get(i).device().path());
            ops.add(new Attach(FIRST_DEVICE + i, root, path, Make.FILE, false));
        }
    }

    private static void devices(List<StageOp> ops) {
        for (int i = 0; i < Surroundings.DEVICES.size(); i++) {
            ops.add(new Attach(FIRST_NODE + i, SystemMounts.DEV, Surroundings.DEVICES.get(i), Make.FILE, false));
        }
        Surroundings.deviceLinks().forEach((name, target) -> ops.add(new Link(SystemMounts.DEV, name, target)));
    }

    @Override
    public void protect(List<StageOp> ops, int root) {
        List<StageOp> lay = new ArrayList<>();
        for (int i = 0; i < readOnly.size(); i++) {
            String path = relative(readOnly.get(i));
            ops.add(new Subtree(FIRST_ISLAND + i, root, path, true, MountAttr.READ_ONLY));
            lay.add(new Attach(FIRST_ISLAND + i, root, path, Make.IF_PRESENT, false));
        }
        ops.addAll(lay);
        for (int i = 0; i < masked.size(); i++) {
            ops.add(new Attach(FIRST_COVER + i, root, relative(masked.get(i).path()), Make.IF_PRESENT, false));
        }
    }

    private static String relative(String path) {
        return path.substring(1);
    }
}
