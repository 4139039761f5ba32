package org.darsena.model.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Bundle.Device;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.container.Bundle.Rlimit;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;

/// Rules for what an OCI bundle brings along.
final class BundleRules {
    /// What is in memory or of the container's namespaces, and where it alone may stand; null: anywhere.
    private static final Map<String, String> TYPES = Map.of(
            "proc", "/proc",
            "sysfs", "/sys",
            "devpts", "/dev/pts",
            "mqueue", "/dev/mqueue",
            "cgroup", "/sys/fs/cgroup",
            "cgroup2", "/sys/fs/cgroup");

    private static final Set<String> RLIMITS = Set.of(
            "CPU",
            "FSIZE",
            "DATA",
            "STACK",
            "CORE",
            "RSS",
            "NPROC",
            "NOFILE",
            "MEMLOCK",
            "AS",
            "LOCKS",
            "SIGPENDING",
            "MSGQUEUE",
            "NICE",
            "RTPRIO",
            "RTTIME");
    private static final Pattern IPC_SYSCTL = Pattern.compile(
            "kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\\.mqueue\\.[a-z_]+");
    private static final Pattern UTS_SYSCTL = Pattern.compile("kernel\\.(hostname|domainname)");
    private static final int MAX_MOUNTS = 32;
    private static final int MAX_PATHS = 40;
    private static final int MAX_BINDS = 15;
    private static final int MAX_GROUPS = 64;
    private static final int MAX_ID = 65535;

    private BundleRules() {}

    static void check(ContainerSpec spec, Report report) {
        Bundle bundle = spec.bundle();
        if (bundle == null) {
            return;
        }
        String at = "/bundle";
        report.require(spec.files().isEmpty(), "bundle.files", "/files");
        process(bundle, at, report);
        mounts(bundle.mounts(), at + "/mounts", report);
        devices(bundle.devices(), at + "/devices", report);
        paths(bundle.masked(), at + "/masked", report);
        paths(bundle.readOnly(), at + "/readOnly", report);
        sysctls(spec, bundle.sysctls(), at + "/sysctls", report);
    }

    private static void process(Bundle bundle, String at, Report report) {
        Texts.count(bundle.groups(), at + "/groups", MAX_GROUPS, report);
        Texts.each(
                bundle.groups(),
                at + "/groups",
                (group, place) -> Texts.range(group, 0, MAX_ID, "id.range", place, report));
        Texts.range(bundle.umask(), 0, 0777, "limit.range", at + "/umask", report);
        if (bundle.oomScore() != null) {
            Texts.range(bundle.oomScore(), -1000, 1000, "limit.range", at + "/oomScore", report);
        }
        Texts.range(bundle.rows(), 1, 1000, "limit.range", at + "/rows", report);
        Texts.range(bundle.columns(), 1, 1000, "limit.range", at + "/columns", report);
        var seen = new HashSet<String>();
        Texts.each(bundle.rlimits(), at + "/rlimits", (Rlimit limit, String place) -> {
            report.require(RLIMITS.contains(limit.type()), "rlimit.unknown", place + "/type", limit.type());
            report.require(seen.add(limit.type()), "rlimit.twice", place + "/type", limit.type());
            report.require(
                    Long.compareUnsigned(limit.soft(), limit.hard()) <= 0,
                    "rlimit.above",
                    place + "/soft",
                    Long.toUnsignedString(limit.soft()),
                    Long.toUnsignedString(limit.hard()));
        });
    }

    private static void mounts(List<Mount> mounts, String place, Report report) {
        Texts.count(mounts, place, MAX_MOUNTS, report);
        report.require(
                mounts.stream().filter(Mount::bind).count() <= MAX_BINDS,
                "list.length",
                place,
                mounts.stream().filter(Mount::bind).count(),
                MAX_BINDS);
        var kernel = new HashSet<String>();
        Texts.each(mounts, place, (mount, at) -> {
            if (!Paths.absolute(mount.target(), at + "/target", report)) {
                return;
            }
            String target = clean(mount.target());
            String home = TYPES.get(mount.type());
            if (home != null) {
                report.require(target.equals(home), "mount.place", at + "/target", mount.target(), mount.type(), home);
                report.require(kernel.add(home), "mount.twice", at + "/target", mount.target());
            } else if (mount.type().equals("tmpfs") || mount.bind()) {
                covering(mount, target, at, report);
            } else {
                report.error("mount.type", at + "/type", mount.type());
            }
            Texts.each(
                    List.copyOf(mount.flags()),
                    at + "/flags",
                    (flag, where) -> report.require(Mount.FLAGS.contains(flag), "mount.option", where, flag));
            Texts.each(mount.data(), at + "/data", (option, where) -> Texts.line(option, where, 256, report));
        });
    }

    /// Nothing may lie over what the masks and the kernel's own files are in.
    private static void covering(Mount mount, String target, String at, Report report) {
        boolean proc = below(target, "/proc");
        boolean sys = below(target, "/sys");
        boolean dev = target.equals("/dev") && mount.bind();
        report.require(!proc && !sys && !dev && !target.equals("/"), "mount.kernel", at + "/target", mount.target());
    }

    private static boolean below(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    /// Without `.`, doubled and trailing slashes; `..` was refused.
    static String clean(String path) {
        var all = new StringBuilder();
        for (String name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                all.append('/').append(name);
            }
        }
        return all.isEmpty() ? "/" : all.toString();
    }

    private static void devices(List<Device> devices, String place, Report report) {
        Texts.count(devices, place, MAX_MOUNTS, report);
        Texts.each(devices, place, (device, at) -> {
            if (Paths.absolute(device.path(), at + "/path", report)) {
                String path = clean(device.path());
                report.require(
                        !path.equals("/") && !below(path, "/proc") && !below(path, "/sys"),
                        "mount.kernel",
                        at + "/path",
                        device.path());
            }
            report.require("cbp".indexOf(device.type()) >= 0, "device.type", at + "/type", "" + device.type());
            Texts.range(device.major(), 0, 0xfff, "limit.range", at + "/major", report);
            Texts.range(device.minor(), 0, 0xfffff, "limit.range", at + "/minor", report);
            Texts.range(device.mode(), 0, 07777, "limit.range", at + "/mode", report);
            Texts.range(device.uid(), 0, MAX_ID, "id.range", at + "/uid", report);
            Texts.range(device.gid(), 0, MAX_ID, "id.range", at + "/gid", report);
        });
    }

    private static void paths(List<String> paths, String place, Report report) {
        Texts.count(paths, place, MAX_PATHS, report);
        Texts.each(paths, place, (path, at) -> {
            if (Paths.absolute(path, at, report)) {
                report.require(!clean(path).equals("/"), "mount.kernel", at, path);
            }
        });
    }

    private static void sysctls(ContainerSpec spec, Map<String, String> sysctls, String place, Report report) {
        sysctls.forEach((key, value) -> {
            String at = place + "/" + Texts.pointer(key);
            boolean ipc = IPC_SYSCTL.matcher(key).matches();
            boolean uts = UTS_SYSCTL.matcher(key).matches();
            Namespace needed = uts ? Namespace.UTS : Namespace.IPC;
            if (report.require(ipc || uts, "sysctl.host", at, key)
                    && report.require(
                            spec.namespaces().contains(needed), "sysctl.shared", at, key, needed.procName())) {
                Texts.line(value, at, 256, report);
            }
        });
    }
}
