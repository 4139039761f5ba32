package org.darsena.model.validate;

import static org.darsena.model.Docs.quoted;
import static org.darsena.model.validate.RuleCase.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rules for containers and their parts.
final class ContainerCases {
    static final List<RuleCase> ALL = all();

    private ContainerCases() {}

    private static void landlock(List<RuleCase> all) {
        String good = "{\"landlock\": {\"read\": [\"/usr\"], \"connect\": [443]}}";
        String at = "/security/landlock";
        Map<String, String> wrong = Map.of(
                "landlock.path /read/0", "{\"landlock\": {\"read\": [\"usr/../etc\"]}}",
                "landlock.port /bind/0", "{\"landlock\": {\"bind\": [65536]}}",
                "landlock.nothing ", "{\"landlock\": {}}",
                "landlock.privileges ", "{\"noNewPrivileges\": false, \"landlock\": {\"write\": []}}");
        wrong.forEach((key, document) -> {
            String[] parts = key.split(" ", -1);
            all.add(spec(parts[0], at + parts[1], List.of("/security", document), List.of("/security", good)));
        });
        String init = good.replaceFirst("\\{", "{\"noNewPrivileges\": true, ");
        all.add(spec(
                "landlock.system",
                at,
                List.of("/kind", "\"system\"", "/security", init),
                List.of("/kind", "\"application\"", "/security", init)));
    }

    private static List<RuleCase> all() {
        var all = new ArrayList<RuleCase>();
        identity(all);
        process(all);
        limits(all);
        protection(all);
        interfaces(all);
        files(all);
        return List.copyOf(all);
    }

    private static void identity(List<RuleCase> all) {
        all.add(one("name.length", "/name", quoted("x".repeat(64)), quoted("x".repeat(63))));
        all.add(one("name.pattern", "/name", "\"a/b\"", "\"A.b_c-1\""));
        all.add(one("hostname.pattern", "/hostname", "\"a_b\"", "\"a-b.example\""));
        all.add(one("hostname.pattern", "/hostname", "\"a..b\"", quoted("x".repeat(64))));
        all.add(one("image.pattern", "/image", "\"../host\"", "\"debian-13\""));
        all.add(spec(
                "label.key",
                "/labels/a b",
                List.of("/labels", "{\"a b\": \"1\"}"),
                List.of("/labels", "{\"a\": \"b c\"}")));
        all.add(spec(
                "text.line",
                "/labels/a",
                List.of("/labels", "{\"a\": \"1\\n2\"}"),
                List.of("/labels", "{\"a\": \"1 2\"}")));
    }

    private static RuleCase one(String rule, String place, String bad, String good) {
        return spec(rule, place, List.of(place, bad), List.of(place, good));
    }

    private static void process(List<RuleCase> all) {
        all.add(one("argv.empty", "/process/argv", "[]", "[\"sh\"]"));
        all.add(one("argv.empty", "/process/argv", "[\"\", \"a\"]", "[\"sh\", \"\"]"));
        all.add(spec(
                "text.nul",
                "/process/argv/1",
                List.of("/process/argv", "[\"sh\", \"a\\u0000b\"]"),
                List.of("/process/argv", "[\"sh\", \"a\\nb\"]")));
        all.add(spec(
                "text.length",
                "/process/argv/0",
                List.of("/process/argv", "[" + quoted("x".repeat((128 << 10) + 1)) + "]"),
                List.of("/process/argv", "[" + quoted("x".repeat(128 << 10)) + "]")));
        all.add(spec(
                "list.length",
                "/process/argv",
                List.of("/process/argv", numbers(1025)),
                List.of("/process/argv", numbers(1024))));
        all.add(spec(
                "env.name",
                "/process/env/A=B",
                List.of("/process/env", "{\"A=B\": \"\"}"),
                List.of("/process/env", "{\"A_B\": \"=\"}")));
        all.add(one("path.absolute", "/process/cwd", "\"srv\"", "\"/srv\""));
        all.add(one("path.dotdot", "/process/cwd", "\"/srv/../..\"", "\"/srv/..a\""));
        all.add(one("path.length", "/process/cwd", quoted("/" + "x".repeat(4095)), quoted("/" + "x".repeat(4094))));
        all.add(one("id.range", "/process/uid", "-1", "65535"));
        all.add(one("id.range", "/process/gid", "65536", "0"));
        all.add(one("signal.unknown", "/process/stopSignal", "\"SIGTERM\"", "\"RTMIN+3\""));
        all.add(one("seconds.range", "/process/stopSeconds", "3601", "3600"));
    }

    private static String numbers(int n) {
        return IntStream.range(0, n).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static void limits(List<RuleCase> all) {
        all.add(limit("memory.range", "memory", "4194303", "\"4MiB\""));
        all.add(limit("cpus.range", "cpus", "0.009", "0.01"));
        all.add(limit("cpus.range", "cpus", "1025", "1024"));
        all.add(limit("shares.range", "cpuShares", "1", "2"));
        all.add(limit("pids.range", "pids", "0", "1"));
        all.add(limit("pids.range", "pids", "-1", "4194304"));
        all.add(limit("memory.range", "swap", "-1", "0"));
        all.add(limit("swap.no-memory", "swap", "1, \"memory\": null", "1"));
        all.add(limit("memory.range", "memoryLow", "1125899906842625, \"memory\": null", "0"));
        all.add(limit("memory.low-above", "memoryLow", "\"513M\"", "\"512M\""));
        all.add(limit("memory.range", "memoryHigh", "4194303", "4194304"));
        all.add(limit("memory.high-above", "memoryHigh", "\"513M\"", "\"512M\""));
        for (String list : List.of("", "a", "1-", "3-1", "-1", "0-8192", "1,,2", "0x1", "99999")) {
            all.add(limit("cpuset.list", "cpuset", quoted(list), "\"0-8191,3\""));
        }
        all.add(limit("cpuset.list", "cpusetMems", "\"0 1\"", "\"0,1\""));
        all.add(limit("limit.range", "ioWeight", "9", "10"));
        all.add(limit("limit.range", "ioWeight", "1001", "1000"));
        all.add(limit("limit.range", "netClass", "-1", "0"));
        all.add(limit("limit.range", "netClass", "4294967296", "4294967295"));
        all.add(limit("devices.part", "devices", "[\"deny c *:* w\"]", "[\"deny c 1:8 w\"]"));
        all.add(part("devices.form", "devices", "/0", "[\"c 4096:0 rwm\"]", "[\"c 4095:1048575 mrw\"]"));
        all.add(part("devices.form", "devices", "/0", "[\"c 1:-1 r\"]", "[\"allow b *:3 r\"]"));
        all.add(part("hugetlb.page", "hugetlb", "/2M", "{\"2M\": 1}", "{\"2MB\": \"4M\"}"));
        all.add(part("limit.range", "hugetlb", "/2MB", "{\"2MB\": -1}", "{\"2MB\": 0}"));
        all.add(part("iface.name", "netPriorities", "/a b", "{\"a b\": 1}", "{\"eth0\": 1}"));
        all.add(part("limit.range", "netPriorities", "/a", "{\"a\": 2147483648}", "{\"a\": 2147483647}"));
        all.add(part("io.device", "ioRates", "/0/device", rate("sda"), rate("8:0")));
        all.add(part("limit.range", "ioRates", "/0/readBps", rate("8:0\", \"readBps\": \"0"), rate("8:0")));
        all.add(part(
                "io.twice", "ioRates", "/1/device", "[{\"device\": \"8:0\"}, {\"device\": \"8:0\"}]", rate("8:0")));
        all.add(spec(
                "delegate.namespaces",
                "/resources/delegate",
                List.of(
                        "/resources",
                        "{\"delegate\": true}",
                        "/namespaces",
                        "[\"mount\", \"pid\", \"net\", \"ipc\", \"uts\", \"user\"]"),
                List.of("/resources", "{\"delegate\": true}")));
    }

    private static String rate(String device) {
        return "[{\"device\": \"" + device + "\"}]";
    }

    private static RuleCase part(String rule, String key, String below, String bad, String good) {
        return spec(
                rule,
                "/resources/" + key + below,
                List.of("/resources", "{\"" + key + "\":" + bad + "}"),
                List.of("/resources", "{\"" + key + "\":" + good + "}"));
    }

    private static RuleCase limit(String rule, String key, String bad, String good) {
        return spec(
                rule,
                "/resources/" + key,
                List.of("/resources", "{\"" + key + "\":" + bad + "}"),
                List.of("/resources", "{\"" + key + "\":" + good + "}"));
    }

    private static RuleCase security(String rule, String place, String bad, String good) {
        return spec(rule, "/security/" + place, List.of("/security", bad), List.of("/security", good));
    }

    private static void capabilitySets(List<RuleCase> all) {
        all.add(security(
                "caps.bounding-twice",
                "capAdd",
                "{\"capAdd\": [\"kill\"], \"capabilities\": {\"bounding\": [\"kill\"]}}",
                "{\"capabilities\": {\"bounding\": [\"kill\"]}}"));
        all.add(security(
                "caps.subset",
                "capabilities/inheritable",
                "{\"capabilities\": {\"inheritable\": [\"bpf\"]}}",
                "{\"capabilities\": {\"inheritable\": [\"kill\"]}}"));
        all.add(security(
                "caps.subset",
                "capabilities/ambient",
                "{\"capabilities\": {\"ambient\": [\"kill\"], \"inheritable\": []}}",
                "{\"capabilities\": {\"ambient\": [\"kill\"]}}"));
        all.add(security(
                "caps.subset",
                "capabilities/effective",
                "{\"capabilities\": {\"effective\": [\"kill\"], \"permitted\": []}}",
                "{\"capabilities\": {\"effective\": [\"kill\"], \"permitted\": [\"kill\"]}}"));
        all.add(security(
                "caps.execve",
                "capabilities/effective",
                "{\"capabilities\": {\"effective\": []}}",
                "{\"capabilities\": {\"effective\": [], \"permitted\": []}}"));
        all.add(security(
                "securebits.ambient",
                "secureBits",
                "{\"secureBits\": [\"no-cap-ambient-raise\"], \"capabilities\": {\"ambient\": [\"kill\"]}}",
                "{\"secureBits\": [\"no-cap-ambient-raise\"]}"));
        all.add(security(
                "securebits.keep-caps",
                "secureBits",
                "{\"secureBits\": [\"keep-caps\"]}",
                "{\"secureBits\": [\"no-setuid-fixup\", \"no-setuid-fixup-locked\"]}"));
        all.add(spec(
                "securebits.noroot",
                "/security/secureBits",
                List.of("/security", "{\"secureBits\": [\"noroot\"]}"),
                List.of("/security", "{\"secureBits\": [\"noroot\"]}", "/process/uid", "7")));
    }

    private static void dangers(List<RuleCase> all) {
        all.add(security("caps.confined", "capAdd", "{\"capAdd\": [\"sys_admin\"]}", "{\"capAdd\": [\"net_admin\"]}"));
        all.add(security(
                "caps.inert",
                "capabilities/bounding",
                "{\"capabilities\": {\"bounding\": [\"sys_module\"]}}",
                "{\"capabilities\": {\"bounding\": [\"sys_nice\"]}}"));
    }

    private static void protection(List<RuleCase> all) {
        all.add(spec(
                "caps.unknown",
                "/security/capAdd/0",
                List.of("/security", "{\"capAdd\": [\"net\"]}"),
                List.of("/security", "{\"capAdd\": [\"CAP_NET_ADMIN\"]}")));
        all.add(spec(
                "caps.both",
                "/security/capDrop",
                List.of("/security", "{\"capAdd\": [\"kill\"], \"capDrop\": [\"kill\"]}"),
                List.of("/security", "{\"capAdd\": [\"kill\"], \"capDrop\": [\"all\"]}")));
        capabilitySets(all);
        dangers(all);
        landlock(all);
        for (String mode : List.of("complain", "unconfined")) {
            all.add(spec(
                    "apparmor." + mode,
                    "/security/apparmor",
                    List.of("/security", "{\"apparmor\": \"" + mode + "\"}"),
                    List.of("/security", "{\"apparmor\": \"require\"}")));
        }
        all.add(namespaces("ns.mount-off", "\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\",\"user\""));
        all.add(namespaces("ns.user-off", "\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\""));
        String init = "{\"argv\": [\"/sbin/init\"], \"reaper\": false}";
        all.add(spec(
                "ns.pid-off-init",
                "/namespaces",
                List.of(
                        "/kind",
                        "\"system\"",
                        "/process",
                        init,
                        "/security",
                        "{\"capAdd\": []}",
                        "/namespaces",
                        "[\"mount\",\"net\",\"user\"]"),
                List.of(
                        "/kind",
                        "\"system\"",
                        "/process",
                        init,
                        "/security",
                        "{\"capAdd\": []}",
                        "/namespaces",
                        "[\"mount\",\"net\",\"user\",\"pid\"]")));
        spaces(all);
        String without = "[\"mount\",\"ipc\",\"pid\",\"cgroup\",\"user\"]";
        all.add(spec(
                "ns.net-off-interfaces",
                "/networks",
                List.of("/namespaces", without),
                List.of("/namespaces", without, "/networks", "[]")));
        all.add(spec(
                "ns.net-off-sysctls",
                "/sysctls",
                List.of("/namespaces", without, "/networks", "[]", "/sysctls", "{\"net.ipv4.ip_forward\": \"1\"}"),
                List.of("/sysctls", "{\"net.ipv4.ip_forward\": \"1\"}")));
        all.add(spec(
                "ns.uts-off-hostname",
                "/hostname",
                List.of("/namespaces", without, "/networks", "[]", "/hostname", "\"h\""),
                List.of("/namespaces", without, "/networks", "[]")));
    }

    /// Those that are another container's, and clocks.
    private static void spaces(List<RuleCase> all) {
        String both = "{\"pid\":\"container:db\",\"user\":\"container:db\"}";
        all.add(space("ns.pid-off-user", "/namespaces/pid", "{\"pid\":\"host\"}", "{\"pid\":\"own\"}"));
        all.add(space("ns.pid-shared-user", "/namespaces/pid", "{\"pid\":\"container:db\"}", both));
        all.add(space("ns.mount-shared", "/namespaces/mount", "{\"mount\":\"container:db\"}", both));
        all.add(space("ns.shares-itself", "/namespaces/ipc", "{\"ipc\":\"container:web\"}", both));
        all.add(space("name.pattern", "/namespaces/ipc", "{\"ipc\":\"container:../x\"}", both));
        all.add(space("json.choice", "/namespaces/ipc", "{\"ipc\":\"elsewhere\"}", both));
        all.add(space("json.choice", "/namespaces/disk", "{\"disk\":\"own\"}", both));
        mounts(all);
        String time = "{\"time\":\"own\"}";
        all.add(spec(
                "ns.clocks-time",
                "/clocks",
                List.of("/clocks", "{\"boottime\": 5}"),
                List.of("/clocks", "{\"boottime\": 5}", "/namespaces", time)));
        all.add(spec(
                "ns.clock-range",
                "/clocks/monotonic",
                List.of("/clocks", "{\"monotonic\": 4611686019}", "/namespaces", time),
                List.of("/clocks", "{\"monotonic\": -4611686018}", "/namespaces", time)));
    }

    private static void mounts(List<RuleCase> all) {
        String good = mount("\"source\":\"/src\",\"target\":\"/x\"");
        all.add(spec(
                "path.absolute",
                "/mounts/0/target",
                List.of("/mounts", mount("\"source\":\"/src\",\"target\":\"x\"")),
                List.of("/mounts", good)));
        for (String kernel : List.of("/proc", "/sys/fs/cgroup", "/dev/shm", "//proc/./x")) {
            all.add(mounting("mount.kernel", "target", "\"source\":\"/src\",\"target\":\"" + kernel + "\"", good));
        }
        all.add(mounting("mount.root", "target", "\"source\":\"/src\",\"target\":\"/\"", good));
        all.add(mounting("json.missing", "source", "\"target\":\"/x\"", good));
        all.add(mounting("mount.fields", "size", "\"source\":\"/src\",\"target\":\"/x\",\"size\":4096", good));
        all.add(mounting("mount.mode", "mode", "\"type\":\"tmpfs\",\"target\":\"/x\",\"mode\":\"9\"", good));
        all.add(mounting("mount.size", "size", "\"type\":\"tmpfs\",\"target\":\"/x\",\"size\":4095", good));
        all.add(mounting("mount.idmap", "idmap", "\"source\":\"/src\",\"target\":\"/x\",\"idmap\":\"root\"", good));
        all.add(spec(
                "mount.duplicate",
                "/mounts/1/target",
                List.of("/mounts", "[" + good.substring(1, good.length() - 1) + "," + good.substring(1)),
                List.of("/mounts", good)));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            many.append(i == 0 ? "[" : ",")
                    .append("{\"source\":\"/src\",\"target\":\"/x")
                    .append(i)
                    .append("\"}");
        }
        all.add(spec("mount.binds", "/mounts", List.of("/mounts", many + "]"), List.of("/mounts", good)));
        all.add(spec(
                "mount.root",
                "/maskedPaths/0",
                List.of("/maskedPaths", "[\"/\"]"),
                List.of("/maskedPaths", "[\"/a\"]")));
        all.add(spec(
                "path.dotdot",
                "/readonlyPaths/0",
                List.of("/readonlyPaths", "[\"/a/../b\"]"),
                List.of("/readonlyPaths", "[\"/b\"]")));
    }

    private static String mount(String fields) {
        return "[{" + fields + "}]";
    }

    private static RuleCase mounting(String rule, String field, String bad, String good) {
        return spec(rule, "/mounts/0/" + field, List.of("/mounts", mount(bad)), List.of("/mounts", good));
    }

    private static RuleCase space(String rule, String place, String bad, String good) {
        return spec(rule, place, List.of("/namespaces", bad), List.of("/namespaces", good));
    }

    private static RuleCase namespaces(String rule, String bad) {
        return spec(
                rule,
                "/namespaces",
                List.of("/namespaces", "[" + bad + "]"),
                List.of("/namespaces", "[\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\",\"user\",\"time\"]"));
    }

    private static void interfaces(List<RuleCase> all) {
        all.add(card("iface.name", "name", quoted("x".repeat(16)), quoted("x".repeat(15))));
        all.add(card("iface.name", "name", "\"lo\"", "\"lo0\""));
        all.add(spec(
                "iface.duplicate",
                "/networks/1/name",
                List.of("/networks", "[{\"name\":\"e\"},{\"name\":\"e\"}]"),
                List.of("/networks", "[{\"name\":\"e\"},{\"name\":\"f\"}]")));
        all.add(spec(
                "cidr.syntax",
                "/networks/0/addresses/0",
                List.of("/networks", "[{\"name\":\"e\",\"addresses\":[\"10.0.0.1\"]}]"),
                List.of("/networks", "[{\"name\":\"e\",\"addresses\":[\"10.0.0.1/8\"]}]")));
        all.add(spec(
                "cidr.host",
                "/networks/0/addresses/0",
                List.of("/networks", "[{\"name\":\"e\",\"addresses\":[\"10.0.0.255/24\"]}]"),
                List.of("/networks", "[{\"name\":\"e\",\"addresses\":[\"10.0.0.0/31\", \"2001:db8::/64\"]}]")));
        all.add(card("mac.syntax", "mac", "\"02-00-00-00-00-01\"", "\"02:00:00:00:00:aB\""));
        all.add(card("mac.multicast", "mac", "\"01:00:5e:00:00:01\"", "\"fe:00:5e:00:00:01\""));
        all.add(card("mtu.range", "mtu", "575", "576"));
        all.add(spec(
                "network.missing",
                "/networks/0/network",
                List.of("/networks", "[{\"name\":\"e\",\"type\":\"bridge\"}]"),
                List.of("/networks", "[{\"name\":\"e\",\"type\":\"bridge\",\"network\":\"office\"}]")));
        all.add(card("network.unused-name", "network", "\"office\"", "null"));
        all.add(spec(
                "sysctl.key",
                "/sysctls/kernel.panic",
                List.of("/sysctls", "{\"kernel.panic\": \"1\"}"),
                List.of("/sysctls", "{\"net/ipv4/conf/eth0.10/rp_filter\": \"0\"}")));
        all.add(spec(
                "sysctl.key",
                "/sysctls/net~1..~1kernel~1panic",
                List.of("/sysctls", "{\"net/../kernel/panic\": \"1\"}"),
                List.of("/sysctls", "{\"net.ipv4.ip_forward\": \"1\"}")));
    }

    private static RuleCase card(String rule, String key, String bad, String good) {
        String rest = key.equals("name") ? "" : ",\"name\":\"e\"";
        return spec(
                rule,
                "/networks/0/" + key,
                List.of("/networks", "[{\"" + key + "\":" + bad + rest + "}]"),
                List.of("/networks", "[{\"" + key + "\":" + good + rest + "}]"));
    }

    private static void files(List<RuleCase> all) {
        all.add(file("path.folder", "path", "\"/etc/\"", "\"/etc/x\""));
        all.add(file("path.kernel", "path", "\"//proc/x\"", "\"/process\""));
        all.add(file("path.dotdot", "path", "\"/../etc/shadow\"", "\"/etc/..shadow\""));
        all.add(file("text.line", "path", "\"/a\\nb\"", "\"/a b\""));
        all.add(file("text.nul", "path", "\"/a\\u0000b\"", "\"/añb\""));
        all.add(file("file.size", "content", quoted("é".repeat((1 << 19) + 1)), quoted("é".repeat(1 << 19))));
        all.add(file("file.mode", "mode", "\"4755\"", "\"0755\""));
        all.add(file("file.owner", "owner", "\"Frr:frr\"", "\"frr:100\""));
        all.add(spec(
                "file.duplicate",
                "/files/1/path",
                List.of("/files", "[{\"path\":\"/a\"},{\"path\":\"/a\"}]"),
                List.of("/files", "[{\"path\":\"/a\"},{\"path\":\"/b\"}]")));
    }

    private static RuleCase file(String rule, String key, String bad, String good) {
        String rest = key.equals("path") ? "" : ",\"path\":\"/a\"";
        return spec(
                rule,
                "/files/0/" + key,
                List.of("/files", "[{\"" + key + "\":" + bad + rest + "}]"),
                List.of("/files", "[{\"" + key + "\":" + good + rest + "}]"));
    }
}
