package org.darsena.model.json;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Show;
import org.darsena.model.container.Bundle.Device;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Resources;
import org.darsena.model.container.Security;
import org.darsena.model.container.Security.Seccomp;

/// The keys below `linux` of a bundle's `config.json`.
final class OciLinux {
    private static final String NET = "net.";

    Set<Namespace> namespaces = Set.of();
    Resources resources = Resources.UNLIMITED;
    Seccomp seccomp = Security.Seccomp.UNCONFINED;
    List<Device> devices = List.of();
    List<String> masked = List.of();
    List<String> readOnly = List.of();
    Map<String, String> sysctls = new LinkedHashMap<>();
    long monotonic;
    long boottime;
    Map<String, String> netSysctls = new LinkedHashMap<>();

    OciLinux read(Fields f) {
        OciForm.unsupported(
                f, "uidMappings", "gidMappings", "mountLabel", "intelRdt", "personality", "netDevices", "memoryPolicy");
        propagation(f);
        if (OciForm.some(f, "timeOffsets")) {
            ContainerForm.part(f, "timeOffsets", this, this::clocks);
        }
        f.get("cgroupsPath"); // where a container's cgroups are is the engine's to say
        namespaces = namespaces(f);
        devices = OciForm.some(f, "devices")
                ? f.list("devices", (v, at) -> ContainerForm.item(v, at, f, OciLinux::device))
                : List.of();
        masked = OciForm.some(f, "maskedPaths") ? f.texts("maskedPaths") : List.of();
        readOnly = OciForm.some(f, "readonlyPaths") ? f.texts("readonlyPaths") : List.of();
        if (OciForm.some(f, "sysctl")) {
            f.words("sysctl")
                    .forEach((key, value) ->
                            (key.startsWith(NET) || key.startsWith("net/") ? netSysctls : sysctls).put(key, value));
        }
        if (OciForm.some(f, "seccomp")) {
            seccomp = ContainerForm.<Seccomp>part(
                    f, "seccomp", Security.Seccomp.UNCONFINED, p -> SeccompForm.profile(p, "config.json"));
        }
        if (OciForm.some(f, "resources")) {
            resources = ContainerForm.part(f, "resources", Resources.UNLIMITED, OciResources::read);
        }
        return this;
    }

    /// Without any word on it nothing is the container's own, and such a container cannot be.
    void missing(Fields top) {
        if (!OciForm.some(top, "linux")) {
            top.findings().error("json.missing", "/linux", "linux");
        }
    }

    private OciLinux clocks(Fields f) {
        monotonic = ContainerForm.part(f, "monotonic", 0L, OciLinux::seconds);
        boottime = ContainerForm.part(f, "boottime", 0L, OciLinux::seconds);
        return this;
    }

    private static long seconds(Fields f) {
        if (f.integer("nanosecs", 0) != 0) {
            f.findings().error("oci.unsupported", f.place("nanosecs"), "nanosecs");
        }
        Long seconds = Amounts.whole(f, "secs", 0L);
        return seconds == null ? 0 : seconds;
    }

    private static void propagation(Fields f) {
        if (OciForm.some(f, "rootfsPropagation")) {
            String word = f.text("rootfsPropagation", "");
            if (!Set.of("", "private", "rprivate").contains(word)) {
                f.findings().error("oci.unsupported", f.place("rootfsPropagation"), Show.value(word));
            }
        }
    }

    private static Set<Namespace> namespaces(Fields f) {
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        if (OciForm.some(f, "namespaces")) {
            f.list("namespaces", (v, at) -> ContainerForm.item(v, at, f, n -> namespace(n, own)));
        }
        return own;
    }

    private static boolean namespace(Fields f, Set<Namespace> own) {
        OciForm.unsupported(f, "path");
        String type = f.requiredText("type");
        var found = OciForm.namespace(type);
        if (found.isEmpty() && !type.isEmpty()) {
            f.findings().error("oci.namespace", f.place("type"), Show.value(type));
        } else if (found.isPresent() && !own.add(found.get())) {
            f.findings().error("oci.namespace-twice", f.place("type"), type);
        }
        return true;
    }

    private static Device device(Fields f) {
        String type = f.requiredText("type");
        boolean fifo = type.equals("p");
        if (!fifo) {
            f.require("major");
            f.require("minor");
        }
        return new Device(
                f.requiredText("path"),
                type.equals("u") ? 'c' : type.length() == 1 ? type.charAt(0) : '?',
                number(f, "major", 0),
                number(f, "minor", 0),
                number(f, "fileMode", 0666) & 07777, // Docker writes the kind of file along
                number(f, "uid", 0),
                number(f, "gid", 0));
    }

    private static int number(Fields f, String key, int orElse) {
        return OciForm.some(f, key) ? f.integer(key, orElse) : orElse;
    }
}
