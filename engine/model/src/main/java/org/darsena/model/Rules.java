package org.darsena.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every rule a document can break, with the meaning of each argument of its [Problem]s, in order. Values of the
/// document are already fit to be shown.
public final class Rules {
    /// Rule id → names of its arguments.
    public static final Map<String, List<String>> ALL;

    static {
        var all = new TreeMap<String, List<String>>();
        form(all);
        container(all);
        parts(all);
        lab(all);
        routing(all);
        ALL = Collections.unmodifiableMap(all);
    }

    private Rules() {}

    private static void form(Map<String, List<String>> all) {
        all.put("json.syntax", List.of("line", "column", "message"));
        all.put("json.empty", List.of());
        all.put("json.trailing", List.of("line", "column"));
        all.put("json.encoding", List.of());
        all.put("json.too-deep", List.of("limit"));
        all.put("json.too-large", List.of("found", "limit"));
        all.put("json.duplicate-key", List.of("key"));
        all.put("json.unknown-key", List.of("key", "allowed"));
        all.put("json.missing", List.of("key"));
        // wanted: string, integer, number, boolean, array, object, bytes
        all.put("json.type", List.of("value", "wanted"));
        all.put("json.choice", List.of("value", "allowed"));
        all.put("schema.unknown", List.of("value", "newest"));
    }

    private static void container(Map<String, List<String>> all) {
        all.put("name.length", List.of("value", "min", "max"));
        all.put("name.pattern", List.of("value", "allowed"));
        all.put("hostname.pattern", List.of("value"));
        all.put("image.pattern", List.of("value"));
        all.put("argv.empty", List.of());
        all.put("signal.unknown", List.of("value"));
        all.put("memory.range", List.of("value", "min", "max"));
        all.put("cpus.range", List.of("value", "min", "max"));
        all.put("shares.range", List.of("value", "min", "max"));
        all.put("pids.range", List.of("value", "min", "max"));
        all.put("limit.range", List.of("value", "min", "max"));
        all.put("swap.no-memory", List.of("value"));
        all.put("memory.low-above", List.of("value", "limit"));
        all.put("memory.high-above", List.of("value", "limit"));
        all.put("cpuset.list", List.of("value"));
        all.put("io.device", List.of("value"));
        all.put("io.twice", List.of("value"));
        all.put("hugetlb.page", List.of("value"));
        all.put("devices.form", List.of("value"));
        all.put("devices.part", List.of());
        all.put("delegate.namespaces", List.of());
        all.put("limit.controller", List.of("controller"));
        all.put("limit.version", List.of("version"));
        all.put("limit.file", List.of("controller", "file"));
        all.put("memory.in-use", List.of("value"));
        all.put("delegate.running", List.of());
        all.put("cpuset.outside", List.of("value", "machine"));
        all.put("io.no-device", List.of("value"));
        all.put("id.range", List.of("value", "min", "max"));
        all.put("seconds.range", List.of("value", "min", "max"));
        all.put("caps.unknown", List.of("value"));
        all.put("caps.both", List.of("capability"));
        all.put("caps.bounding-twice", List.of());
        all.put("caps.subset", List.of("capability", "set", "within"));
        all.put("caps.execve", List.of("set", "result"));
        all.put("caps.dangerous", List.of("capability"));
        all.put("caps.confined", List.of("capability"));
        all.put("caps.inert", List.of("capability"));
        all.put("securebits.ambient", List.of());
        all.put("securebits.keep-caps", List.of());
        all.put("securebits.noroot", List.of("result"));
        seccomp(all);
        all.put("bundle.files", List.of());
        all.put("rlimit.unknown", List.of("value"));
        all.put("rlimit.twice", List.of("value"));
        all.put("rlimit.above", List.of("value", "limit"));
        all.put("mount.place", List.of("value", "type", "allowed"));
        all.put("mount.twice", List.of("value"));
        all.put("mount.type", List.of("value"));
        all.put("mount.option", List.of("value"));
        all.put("mount.kernel", List.of("value"));
        all.put("device.type", List.of("value"));
        all.put("device.rule", List.of("value"));
        all.put("sysctl.host", List.of("value"));
        all.put("sysctl.shared", List.of("value", "namespace"));
        all.put("oci.version", List.of("value", "allowed"));
        all.put("oci.unsupported", List.of("value"));
        all.put("oci.env", List.of("value"));
        all.put("oci.namespace", List.of("value"));
        all.put("oci.namespace-twice", List.of("value"));
        all.put("landlock.path", List.of("path"));
        all.put("landlock.port", List.of("port"));
        all.put("landlock.nothing", List.of());
        all.put("landlock.privileges", List.of());
        all.put("landlock.system", List.of());
        all.put("apparmor.complain", List.of());
        all.put("apparmor.unconfined", List.of());
        all.put("ns.mount-off", List.of());
        all.put("ns.user-off", List.of());
        all.put("ns.pid-off", List.of());
        all.put("ns.pid-off-init", List.of());
        all.put("ns.net-off-interfaces", List.of());
        all.put("ns.net-off-sysctls", List.of());
        all.put("ns.uts-off-hostname", List.of("hostname"));
        all.put("mount.binds", List.of("count", "max"));
        all.put("mount.root", List.of("path"));
        all.put("mount.duplicate", List.of("path"));
        all.put("mount.fields", List.of("field", "type"));
        all.put("mount.size", List.of("value", "min", "max"));
        all.put("mount.mode", List.of("value"));
        all.put("mount.idmap", List.of("value"));
        all.put("mount.idmap-user", List.of());
        all.put("mount.bundle", List.of());
        all.put("ns.mount-shared", List.of("container"));
        all.put("ns.shares-itself", List.of("container"));
        all.put("ns.pid-off-user", List.of());
        all.put("ns.pid-shared-user", List.of("container"));
        all.put("ns.clocks-time", List.of());
        all.put("ns.clock-range", List.of("value", "min", "max"));
        all.put("sysctl.key", List.of("value"));
        all.put("label.key", List.of("value"));
    }

    private static void seccomp(Map<String, List<String>> all) {
        all.put("seccomp.unconfined", List.of());
        all.put("seccomp.learn-user", List.of());
        all.put("seccomp.name", List.of("value"));
        all.put("seccomp.unsupported", List.of("value"));
        all.put("seccomp.arch", List.of("value"));
        all.put("seccomp.arch-none", List.of());
        all.put("seccomp.errno", List.of("value"));
        all.put("seccomp.errno-unused", List.of("action"));
        all.put("seccomp.errno-differs", List.of("value", "other"));
        all.put("seccomp.range", List.of("value", "min", "max"));
        all.put("seccomp.value", List.of("value"));
        all.put("seccomp.kernel", List.of("value"));
        all.put("seccomp.no-names", List.of());
        all.put("seccomp.call-skipped", List.of("name"));
        all.put("seccomp.call-unknown", List.of("name"));
        all.put("seccomp.needs", List.of("name"));
        all.put("seccomp.too-long", List.of("found", "max"));
    }

    private static void parts(Map<String, List<String>> all) {
        all.put("list.length", List.of("found", "max"));
        all.put("text.length", List.of("found", "max"));
        all.put("text.nul", List.of("value"));
        all.put("text.line", List.of("value"));
        all.put("env.name", List.of("value"));
        all.put("path.absolute", List.of("value"));
        all.put("path.dotdot", List.of("value"));
        all.put("path.length", List.of("value", "max"));
        all.put("path.folder", List.of("value"));
        all.put("path.kernel", List.of("value"));
        all.put("file.size", List.of("found", "max"));
        all.put("file.mode", List.of("value"));
        all.put("file.owner", List.of("value"));
        all.put("file.duplicate", List.of("path"));
        all.put("iface.name", List.of("value"));
        all.put("iface.duplicate", List.of("name"));
        all.put("cidr.syntax", List.of("value"));
        all.put("cidr.host", List.of("value"));
        all.put("mac.syntax", List.of("value"));
        all.put("mac.multicast", List.of("value"));
        all.put("mac.duplicate", List.of("value", "other"));
        all.put("mtu.range", List.of("value", "min", "max"));
        all.put("network.missing", List.of("interface"));
        all.put("network.unused-name", List.of("network"));
    }

    private static void lab(Map<String, List<String>> all) {
        all.put("node.duplicate", List.of("name"));
        all.put("position.range", List.of("max"));
        all.put("address.duplicate", List.of("address", "other"));
        all.put("address.duplicate-elsewhere", List.of("address", "other"));
        all.put("link.unknown-node", List.of("name"));
        all.put("link.no-node", List.of());
        all.put("link.self", List.of("name"));
        all.put("end.iface-missing", List.of("node"));
        all.put("end.network-fields", List.of("network"));
        all.put("end.duplicate", List.of("node", "interface", "other"));
        all.put("subnet.mismatch", List.of("address", "others"));
        all.put("network.lonely", List.of("network"));
        all.put("nat.addresses", List.of("network"));
        all.put("network.ports", List.of("network", "found", "max"));
        all.put("zone.duplicate", List.of("name"));
        all.put("zone.unknown-node", List.of("name"));
        all.put("zone.node-twice", List.of("name", "other"));
        all.put("zone.color", List.of("value", "allowed"));
        all.put("policy.unknown-zone", List.of("name"));
        all.put("policy.duplicate", List.of("from", "to"));
        all.put("policy.allow", List.of("value"));
        all.put("policy.empty", List.of());
        all.put("policy.not-enforced", List.of("from", "to"));
        all.put("check.duplicate", List.of("name"));
        all.put("check.unknown-node", List.of("name"));
        all.put("check.unknown-host", List.of("value"));
        all.put("check.host", List.of("value"));
        all.put("check.url", List.of("value"));
        all.put("check.port", List.of("value"));
        all.put("check.neighbours", List.of("value", "max"));
    }

    private static void routing(Map<String, List<String>> all) {
        all.put("route.to", List.of("value"));
        all.put("route.via", List.of("value"));
        all.put("route.family", List.of("to", "via"));
        all.put("route.unreachable", List.of("via"));
        all.put("route.nobody", List.of("via"));
        all.put("route.self", List.of("via"));
        all.put("route.duplicate", List.of("to"));
        all.put("kind.router", List.of("kind"));
        all.put("kind.firewall", List.of("kind"));
        all.put("firewall.missing", List.of("node"));
        all.put("firewall.unknown-zone", List.of("zone"));
        all.put("firewall.unknown-iface", List.of("interface"));
        all.put("firewall.iface-twice", List.of("interface"));
        all.put("router.id", List.of("value"));
        all.put("router.verbatim", List.of());
        all.put("ospf.unknown-iface", List.of("interface"));
        all.put("ospf.duplicate", List.of("interface"));
        all.put("ospf.area", List.of("value"));
        all.put("ospf.no-address", List.of("interface"));
        all.put("masquerade.unknown-iface", List.of("interface"));
    }

    /// Throws [IllegalArgumentException] on a rule that is not listed or a wrong number of arguments: a mistake
    /// in this program, not in a document.
    static void mustBeListed(String rule, int args) {
        var meanings = ALL.get(rule);
        if (meanings == null || meanings.size() != args) {
            throw new IllegalArgumentException("rule " + rule + " with " + args + " arguments is not listed");
        }
    }
}
