package org.darsena.runtime.stage;

import java.util.List;

/// What is mounted in a container's root: the kernel's file systems, devices, what is hidden and read-only.
interface KernelMounts {
    /// Clones that the monitor makes.
    default void clones(List<StageOp> ops) {}

    /// Makes the file systems, attached nowhere yet; while the machine's /proc, /sys and /dev are still in sight.
    void create(List<StageOp> ops);

    void attach(List<StageOp> ops, int root);

    /// Read-only islands and masks.
    void protect(List<StageOp> ops, int root);

    /// Whether cgroups may be shown in /sys/fs/cgroup.
    boolean hasSysfs();
}
