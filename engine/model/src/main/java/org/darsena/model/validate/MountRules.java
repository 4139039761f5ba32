package org.darsena.model.validate;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Namespace;

/// Rules for what is mounted into a container, and for paths that are covered or read-only.
final class MountRules {
    private static final int MOST = 32;
    /// A bus passes no more open files at once.
    private static final int MOST_BINDS = 16;

    private static final long LEAST_SIZE = 4096;
    private static final long MOST_SIZE = 1L << 50;
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern IDMAP = Pattern.compile("[0-9]{1,5}:[0-9]{1,5}");

    private MountRules() {}

    static void check(ContainerSpec spec, Report report) {
        MountTree tree = spec.tree();
        report.require(spec.bundle() == null || tree.isDefault(), "mount.bundle", "/mounts");
        Texts.count(tree.mounts(), "/mounts", MOST, report);
        long binds = tree.mounts().stream()
                .filter(m -> m.type() == MountSpec.Type.BIND)
                .count();
        report.require(binds <= MOST_BINDS, "mount.binds", "/mounts", binds, MOST_BINDS);
        var seen = new HashSet<String>();
        Texts.each(tree.mounts(), "/mounts", (mount, at) -> {
            target(mount.target(), at + "/target", report);
            report.require(seen.add(mount.target()), "mount.duplicate", at + "/target", mount.target());
            if (mount.type() == MountSpec.Type.BIND) {
                bind(spec, mount, at, report);
            } else {
                memory(mount, at, report);
            }
        });
        paths(tree.masked(), "/maskedPaths", report);
        paths(tree.readOnly(), "/readonlyPaths", report);
    }

    private static void target(String path, String place, Report report) {
        if (Paths.absolute(path, place, report)) {
            String first = Paths.firstName(path);
            if (report.require(!first.isEmpty(), "mount.root", place, path)) {
                report.require(!Paths.KERNEL.contains(first), "mount.kernel", place, path);
            }
        }
    }

    private static void bind(ContainerSpec spec, MountSpec mount, String at, Report report) {
        String source = mount.source();
        if (report.require(source != null, "json.missing", at + "/source", "source") && source != null) {
            Paths.absolute(source, at + "/source", report);
        }
        report.require(mount.size() == null, "mount.fields", at + "/size", "size", "bind");
        report.require(mount.mode() == null, "mount.fields", at + "/mode", "mode", "bind");
        String idmap = mount.idmap();
        if (idmap != null) {
            report.require(spec.owns(Namespace.USER), "mount.idmap-user", at + "/idmap");
            report.require(IDMAP.matcher(idmap).matches(), "mount.idmap", at + "/idmap", idmap);
        }
    }

    private static void memory(MountSpec mount, String at, Report report) {
        report.require(mount.source() == null, "mount.fields", at + "/source", "source", "tmpfs");
        report.require(mount.idmap() == null, "mount.fields", at + "/idmap", "idmap", "tmpfs");
        Long size = mount.size();
        if (size != null) {
            Texts.range(size, LEAST_SIZE, MOST_SIZE, "mount.size", at + "/size", report);
        }
        String mode = mount.mode();
        report.require(mode == null || MODE.matcher(mode).matches(), "mount.mode", at + "/mode", String.valueOf(mode));
    }

    private static void paths(List<String> paths, String place, Report report) {
        Texts.count(paths, place, MOST, report);
        Texts.each(paths, place, (path, at) -> {
            if (Paths.absolute(path, at, report)) {
                report.require(!Paths.firstName(path).isEmpty(), "mount.root", at, path);
            }
        });
    }
}
