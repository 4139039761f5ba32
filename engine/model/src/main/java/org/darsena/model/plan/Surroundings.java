package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.plan.PlanStep.MountKernel;

/// What stands around a container's process: the kernel's file systems, devices, and what is hidden of them.
public final class Surroundings {
    /// Bound from the host's /dev.
    public static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");

    /// Files and folders that tell of the host or steer it.
    public static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    public static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private static final List<String> QUIET = List.of("nosuid", "nodev", "noexec");

    /// The container's own part of the tree, to look at, once it has a cgroup namespace; version 2 only.
    public static final MountKernel CGROUP2 =
            new MountKernel("cgroup2", "/sys/fs/cgroup", List.of("ro", "nosuid", "nodev", "noexec"), List.of());

    /// The same where it is handed to the container, to make cgroups in.
    public static final MountKernel OWN_CGROUP2 =
            new MountKernel("cgroup2", "/sys/fs/cgroup", List.of("nosuid", "nodev", "noexec"), List.of());

    /// A folder in memory.
    ///
    /// @param mode octal
    /// @param bytes the most that it takes
    public record Scratch(String path, String mode, long bytes) {
        MountKernel mount() {
            return new MountKernel(
                    "tmpfs", path, List.of("nosuid", "nodev"), List.of("mode=" + mode, "size=" + (bytes >> 20) + "m"));
        }
    }

    /// What is writable in a root that is not, besides /dev/shm.
    public static final List<Scratch> SCRATCH = List.of(
            new Scratch("/run", "755", 64L << 20),
            new Scratch("/tmp", "1777", 256L << 20),
            new Scratch("/var/tmp", "1777", 256L << 20));

    /// What an init wants to find fresh at each start. It may not mount by itself.
    private static final List<Scratch> BOOT = List.of(
            new Scratch("/run", "755", 64L << 20),
            new Scratch("/run/lock", "1777", 5L << 20),
            new Scratch("/tmp", "1777", 256L << 20));

    private Surroundings() {}

    /// Folders in memory of a container.
    public static List<Scratch> scratch(ContainerSpec spec) {
        if (spec.bundle() != null) {
            return List.of();
        }
        boolean readOnly = spec.root() == ContainerSpec.Root.READ_ONLY;
        if (!readOnly) {
            return spec.boots() ? BOOT : List.of();
        }
        var all = new ArrayList<>(spec.boots() ? BOOT : SCRATCH);
        if (spec.boots()) {
            all.add(SCRATCH.getLast());
        }
        return List.copyOf(all);
    }

    /// Links in /dev and what they point to.
    public static Map<String, String> deviceLinks() {
        var links = new LinkedHashMap<String, String>();
        links.put("ptmx", "pts/ptmx");
        links.put("fd", "/proc/self/fd");
        links.put("stdin", "/proc/self/fd/0");
        links.put("stdout", "/proc/self/fd/1");
        links.put("stderr", "/proc/self/fd/2");
        links.put("core", "/proc/kcore");
        return links;
    }

    /// In the order in which they are mounted. sysfs shows the network namespace's devices, so it is mounted only
    /// where that is the container's own; the cgroup tree likewise.
    ///
    /// @param ipc whether it has an IPC namespace of its own
    /// @param network whether its network namespace belongs to its user namespace
    public static List<MountKernel> mounts(boolean ipc, boolean network) {
        var mounts = new ArrayList<MountKernel>();
        mounts.add(new MountKernel("proc", "/proc", QUIET, List.of()));
        if (network) {
            mounts.add(new MountKernel("sysfs", "/sys", List.of("ro", "nosuid", "nodev", "noexec"), List.of()));
        }
        mounts.add(new MountKernel("tmpfs", "/dev", List.of("nosuid", "noexec"), List.of("mode=755", "size=4m")));
        mounts.add(new MountKernel(
                "devpts", "/dev/pts", List.of("nosuid", "noexec"), List.of("ptmxmode=0666", "mode=0620", "gid=5")));
        mounts.add(new MountKernel("tmpfs", "/dev/shm", QUIET, List.of("mode=1777", "size=64m")));
        if (ipc) {
            mounts.add(new MountKernel("mqueue", "/dev/mqueue", QUIET, List.of()));
        }
        return List.copyOf(mounts);
    }
}
