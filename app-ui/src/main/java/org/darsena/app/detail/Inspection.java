package org.darsena.app.detail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the helper observed of a container, read out of its JSON. Whatever is missing is empty: another version of the
/// helper may know less or more.
///
/// @param command what runs in it, as one would type it
/// @param seccomp 0: none, 1: strict, 2: filter; -1: not known
record Inspection(
        List<String> command,
        List<Space> namespaces,
        List<IdRange> uids,
        List<Controller> cgroups,
        List<String> effective,
        int seccomp,
        int filters,
        boolean noNewPrivileges,
        String lsm,
        List<Mount> mounts,
        List<Interface> interfaces,
        String document) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Inspection NOTHING = of(JSON.createObjectNode());

    /// A namespace: kind as below /proc/PID/ns, inode, whether it is the container's own.
    record Space(String kind, long inode, boolean own) {}

    record IdRange(long inside, long outside, long count) {}

    record Controller(String controller, String path, Map<String, String> values) {}

    record Mount(String target, String type, String source, String options) {}

    record Interface(String name, String mac, int mtu, boolean up, List<String> addresses) {}

    static Inspection parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            return root != null && root.isObject() ? of(root) : NOTHING;
        } catch (JsonProcessingException e) {
            return NOTHING; // shown as "not known"; the helper's own tests hold its form
        }
    }

    private static Inspection of(JsonNode root) {
        return new Inspection(
                strings(root.path("spec").path("process").path("argv")),
                list(
                        root.path("namespaces"),
                        n -> new Space(
                                text(n, "kind"),
                                n.path("inode").asLong(),
                                n.path("own").asBoolean())),
                list(
                        root.path("ids").path("uid"),
                        n -> new IdRange(
                                n.path("inside").asLong(),
                                n.path("outside").asLong(),
                                n.path("count").asLong())),
                list(
                        root.path("cgroups"),
                        n -> new Controller(text(n, "controller"), text(n, "path"), map(n.path("values")))),
                strings(root.path("capabilities").path("effective")),
                root.path("seccomp").path("mode").asInt(-1),
                root.path("seccomp").path("filters").asInt(),
                root.path("noNewPrivileges").asBoolean(),
                text(root.path("lsm"), "current"),
                list(
                        root.path("mounts"),
                        n -> new Mount(text(n, "target"), text(n, "type"), text(n, "source"), text(n, "options"))),
                list(
                        root.path("interfaces"),
                        n -> new Interface(
                                text(n, "name"),
                                text(n, "mac"),
                                n.path("mtu").asInt(),
                                n.path("up").asBoolean(),
                                strings(n.path("addresses")))),
                root.isEmpty() ? "" : root.toPrettyString());
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }

    private static List<String> strings(JsonNode array) {
        return list(array, n -> n.asText(""));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(n -> all.add(read.apply(n)));
        }
        return List.copyOf(all);
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> all = new LinkedHashMap<>();
        object.properties().forEach(e -> all.put(e.getKey(), e.getValue().asText("")));
        return all;
    }
}
