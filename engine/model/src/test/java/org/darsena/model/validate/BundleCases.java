package org.darsena.model.validate;

import static org.darsena.model.validate.RuleCase.bundle;
import static org.darsena.model.validate.RuleCase.spec;

import java.util.ArrayList;
import java.util.List;

/// Rules for OCI bundles, at their places in `config.json`.
final class BundleCases {
    static final List<RuleCase> ALL = all();

    private BundleCases() {}

    private static List<RuleCase> all() {
        var all = new ArrayList<RuleCase>();
        document(all);
        process(all);
        mounts(all);
        rest(all);
        return List.copyOf(all);
    }

    private static RuleCase one(String rule, String at, String bad, String good) {
        return bundle(rule, at, List.of(at, bad), List.of(at, good));
    }

    /// With something wrong at `place` in what is put at `at`.
    private static RuleCase in(String rule, String at, String place, String bad, String good) {
        return bundle(rule, at + place, List.of(at, bad), List.of(at, good));
    }

    private static void document(List<RuleCase> all) {
        all.add(one("oci.version", "/ociVersion", "\"2.0.0\"", "\"1.2.0\""));
        all.add(one("oci.version", "/ociVersion", "\"1.9.0\"", "\"1.1.0-rc.1\""));
        all.add(one("oci.unsupported", "/hooks", "{\"prestart\": [{\"path\": \"/x\"}]}", "{}"));
        all.add(in("json.unknown-key", "/root", "/paht", "{\"path\": \"r\", \"paht\": 1}", "{\"path\": \"r\"}"));
        all.add(in(
                "oci.unsupported",
                "/linux/namespaces/0",
                "/path",
                "{\"type\": \"user\", \"path\": \"/proc/1/ns/user\"}",
                "{\"type\": \"user\", \"path\": \"\"}"));
        all.add(bundle(
                "oci.namespace",
                "/linux/namespaces/7/type",
                List.of("/linux/namespaces/-", "{\"type\": \"net\"}"),
                List.of("/linux/namespaces/-", "{\"type\": \"time\"}")));
        all.add(bundle(
                "oci.namespace-twice",
                "/linux/namespaces/7/type",
                List.of("/linux/namespaces/-", "{\"type\": \"pid\"}"),
                List.of("/linux/namespaces/-", "{\"type\": \"time\"}")));
        all.add(one("oci.unsupported", "/linux/rootfsPropagation", "\"shared\"", "\"rprivate\""));
        all.add(spec(
                "bundle.files",
                "/files",
                List.of("/bundle", "{}", "/files", "[{\"path\": \"/a\"}]"),
                List.of("/bundle", "{}")));
    }

    private static void process(List<RuleCase> all) {
        all.add(in("oci.env", "/process/env", "/0", "[\"x\"]", "[\"x=\"]"));
        all.add(in("argv.empty", "/process/args", "", "[]", "[\"true\"]"));
        all.add(in("path.absolute", "/process/cwd", "", "\"work\"", "\"/work\""));
        all.add(in("id.range", "/process/user", "/additionalGids/0", "{\"additionalGids\": [70000]}", "{}"));
        all.add(in("limit.range", "/process/user", "/umask", "{\"umask\": 512}", "{\"umask\": 511}"));
        all.add(in("limit.range", "/process/oomScoreAdj", "", "1001", "-1000"));
        String limit = "[{\"type\": \"RLIMIT_%s\", \"soft\": %s, \"hard\": %s}]";
        all.add(in(
                "rlimit.unknown",
                "/process/rlimits",
                "/0/type",
                limit.formatted("FILES", "1", "2"),
                limit.formatted("NOFILE", "1", "2")));
        all.add(in(
                "rlimit.above",
                "/process/rlimits",
                "/0/soft",
                limit.formatted("CORE", "18446744073709551615", "2"),
                limit.formatted("CORE", "2", "18446744073709551615")));
        all.add(in(
                "seccomp.value",
                "/process/rlimits",
                "/0/soft",
                limit.formatted("CORE", "-1", "2"),
                limit.formatted("CORE", "1", "2")));
        all.add(
                in(
                        "rlimit.twice",
                        "/process/rlimits",
                        "/1/type",
                        "[{\"type\": \"RLIMIT_CORE\", \"soft\": 0, \"hard\": 0}, {\"type\": \"RLIMIT_CORE\", \"soft\": 1, \"hard\": 1}]",
                        "[{\"type\": \"RLIMIT_CORE\", \"soft\": 0, \"hard\": 0}, {\"type\": \"RLIMIT_CPU\", \"soft\": 1, \"hard\": 1}]"));
    }

    private static String mount(String destination, String type, String options) {
        return "[{\"destination\": \"" + destination + "\", \"type\": \"" + type
                + "\", \"source\": \"s\", \"options\": [" + options + "]}]";
    }

    private static void mounts(List<RuleCase> all) {
        all.add(in("mount.type", "/mounts", "/0/type", mount("/x", "ext4", ""), mount("/x", "tmpfs", "")));
        all.add(in("mount.place", "/mounts", "/0/destination", mount("/x", "proc", ""), mount("/proc", "proc", "")));
        all.add(in(
                "mount.kernel",
                "/mounts",
                "/0/destination",
                mount("/proc/sys", "bind", ""),
                mount("/process", "bind", "")));
        all.add(in(
                "mount.kernel", "/mounts", "/0/destination", mount("/sys/x", "tmpfs", ""), mount("/s", "tmpfs", "")));
        all.add(in("mount.kernel", "/mounts", "/0/destination", mount("//./", "tmpfs", ""), mount("/s", "tmpfs", "")));
        all.add(in(
                "path.dotdot", "/mounts", "/0/destination", mount("/x/../..", "tmpfs", ""), mount("/x", "tmpfs", "")));
        all.add(in(
                "oci.unsupported",
                "/mounts",
                "/0/options/0",
                mount("/x", "tmpfs", "\"shared\""),
                mount("/x", "tmpfs", "\"ro\", \"nosuid\", \"size=1m\"")));
        String proc = "{\"destination\": \"/proc\", \"type\": \"proc\"}";
        all.add(in("mount.twice", "/mounts", "/1/destination", "[" + proc + ", " + proc + "]", "[" + proc + "]"));
        all.add(spec(
                "mount.option",
                "/bundle/mounts/0/flags/0",
                List.of("/bundle", "{\"mounts\": [{\"target\": \"/x\", \"type\": \"tmpfs\", \"flags\": [\"quick\"]}]}"),
                List.of("/bundle", "{\"mounts\": [{\"target\": \"/x\", \"type\": \"tmpfs\", \"flags\": [\"ro\"]}]}")));
    }

    private static void rest(List<RuleCase> all) {
        String device = "[{\"path\": \"/dev/x\", \"type\": \"%s\", \"major\": %s, \"minor\": 1}]";
        all.add(in("device.type", "/linux/devices", "/0/type", device.formatted("x", "1"), device.formatted("u", "1")));
        all.add(in(
                "limit.range", "/linux/devices", "/0/major", device.formatted("c", "-1"), device.formatted("c", "1")));
        all.add(in("mount.kernel", "/linux/maskedPaths", "/0", "[\"/\"]", "[\"/etc/x\"]"));
        String sysctl = "/linux/sysctl";
        all.add(in(
                "sysctl.host", sysctl, "/kernel.panic", "{\"kernel.panic\": \"1\"}", "{\"kernel.sem\": \"1 2 3 4\"}"));
        all.add(bundle(
                "sysctl.shared",
                "/linux/sysctl/kernel.msgmax",
                List.of("/linux/namespaces/3", "{\"type\": \"time\"}", sysctl, "{\"kernel.msgmax\": \"1\"}"),
                List.of(sysctl, "{\"kernel.msgmax\": \"1\"}")));
        String memory = "{\"memory\": {\"limit\": %s}}";
        all.add(in(
                "memory.range", "/linux/resources", "/memory/limit", memory.formatted("-2"), memory.formatted("-1")));
        all.add(in(
                "json.type",
                "/linux/resources",
                "/memory/limit",
                memory.formatted("99999999999999999999"),
                memory.formatted("67108864")));
        all.add(in(
                "oci.unsupported",
                "/linux/resources",
                "/unified",
                "{\"unified\": {\"memory.max\": \"1\"}}",
                "{\"unified\": {}}"));
        String rule = "{\"devices\": [{\"allow\": true, \"type\": \"c\", \"major\": 1, \"access\": \"%s\"}]}";
        all.add(in("device.rule", "/linux/resources", "/devices/0/type", rule.formatted("x"), rule.formatted("r")));
        String filter = "{\"defaultAction\": \"SCMP_ACT_%s\"}";
        all.add(in(
                "json.choice",
                "/linux/seccomp",
                "/defaultAction",
                filter.formatted("MAYBE"),
                filter.formatted("ALLOW")));
    }
}
