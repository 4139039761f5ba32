package org.darsena.runtime.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.cgroup.CgroupLayout;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.cgroup.Devices;
import org.darsena.runtime.doctor.Finding.State;
import org.darsena.runtime.proc.Proc;

/// What can be read of the kernel below a root folder, `/` or fixtures.
final class KernelProbe {
    private final Path root;
    private final Proc proc;
    private final CgroupLayout layout;

    KernelProbe(Path root, CgroupLayout layout) {
        this.root = root;
        this.proc = new Proc(root.resolve("proc"));
        this.layout = layout;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(kernel());
        for (Namespace ns : Namespace.values()) {
            all.add(namespace(ns));
        }
        cgroups(all);
        all.add(overlay());
        all.add(seccomp());
        all.add(lsm());
        all.add(capabilities());
        all.add(descriptors());
        return all;
    }

    private String text(String path) {
        try {
            return Files.readString(root.resolve(path)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    String release() {
        return text("proc/sys/kernel/osrelease");
    }

    private boolean atLeast(int major, int minor) {
        String[] n = release().split("[.-]");
        try {
            int a = Integer.parseInt(n[0]);
            return a > major || (a == major && Integer.parseInt(n[1]) >= minor);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /// Overlay over id-mapped layers came with 5.19.
    private Finding kernel() {
        return Finding.of("kernel", atLeast(5, 19), release(), "container.unprivileged");
    }

    private Finding namespace(Namespace ns) {
        boolean there = Files.isSymbolicLink(root.resolve("proc/self/ns/" + ns.procName()));
        String need = ns == Namespace.TIME ? "namespace.time" : "container";
        Finding found = Finding.of("namespace." + ns.procName(), there, "", need);
        String max = text("proc/sys/user/max_" + ns.procName() + "_namespaces");
        return there && max.equals("0") ? found.limited("user.max_" + ns.procName() + "_namespaces is 0") : found;
    }

    private void cgroups(List<Finding> all) {
        Version version = layout.version();
        all.add(Finding.of(
                "cgroup", version != Version.NONE, version.name().toLowerCase(java.util.Locale.ROOT), "limits"));
        for (String controller : CgroupLayout.WANTED) {
            boolean missing = layout.missing().contains(controller);
            Finding found = Finding.of("cgroup." + controller, !missing, "", need(controller));
            all.add(
                    controller.equals("devices") && version == Version.V2 && !Devices.possible()
                            ? found.limited("by user namespaces only: the kernel takes no device programs")
                            : found);
        }
    }

    private static String need(String controller) {
        return switch (controller) {
            case "memory" -> "limit.memory";
            case "cpu" -> "limit.cpu";
            case "pids" -> "limit.pids";
            case "cpuacct" -> "metrics.cpu";
            case "freezer" -> "verb.freeze";
            default -> "container.privileged";
        };
    }

    private Finding overlay() {
        boolean there = text("proc/filesystems").lines().anyMatch(l -> l.strip().endsWith("overlay"));
        return Finding.of("overlay", there, "", "container");
    }

    private Finding seccomp() {
        String actions = text("proc/sys/kernel/seccomp/actions_avail");
        return Finding.of("seccomp", actions.contains("errno"), actions, "seccomp.default");
    }

    private Finding lsm() {
        String active = text("sys/kernel/security/lsm");
        if (active.isEmpty()) {
            String apparmor = text("sys/module/apparmor/parameters/enabled");
            return new Finding(
                    "lsm",
                    apparmor.equals("Y") ? State.OK : State.LIMITED,
                    apparmor.equals("Y") ? "apparmor" : "",
                    apparmor.equals("Y") ? "" : "securityfs is not mounted: unknown, or none but the capabilities",
                    List.of("lsm"));
        }
        boolean labels =
                Arrays.asList(active.split(",")).stream().anyMatch(l -> l.equals("apparmor") || l.equals("selinux"));
        Finding found = Finding.of("lsm", true, active, "lsm");
        return labels ? found : found.limited("none that confines programs by label");
    }

    /// What this program's root lacks of root's rights.
    private Finding capabilities() {
        try {
            long mask = Long.parseUnsignedLong(proc.status("self").getOrDefault("CapBnd", "0"), 16);
            List<String> lacking = Arrays.stream(Capability.values())
                    .filter(c -> (mask & Capability.mask(java.util.Set.of(c))) == 0)
                    .map(Capability::label)
                    .toList();
            Finding found = Finding.of("capabilities", true, Long.toHexString(mask), "container.privileged");
            return lacking.isEmpty() ? found : found.limited("lacking: " + String.join(", ", lacking));
        } catch (IOException e) {
            return Finding.of("capabilities", false, "", "container");
        }
    }

    /// Four descriptors of a container are kept open for its figures.
    private Finding descriptors() {
        String hard = text("proc/self/limits")
                .lines()
                .filter(l -> l.startsWith("Max open files"))
                .map(l -> l.strip().split("\\s{2,}")[2])
                .findFirst()
                .orElse("");
        Finding found = Finding.of("descriptors", !hard.isEmpty(), hard, "many.containers");
        boolean few = hard.matches("[0-9]+") && Long.parseLong(hard) < 10_000;
        return few ? found.limited("enough for " + Long.parseLong(hard) / 8 + " running containers") : found;
    }
}
