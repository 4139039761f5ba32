package org.darsena.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Documents for tests: a good one, and good ones with something changed.
public final class Docs {
    private static final JsonMapper MAPPER = new JsonMapper();

    public static final String SPEC = """
        {"schema": 1, "name": "web", "process": {"argv": ["nginx", "-g", "daemon off;"]}}
        """;

    /// The least that an OCI bundle says.
    public static final String BUNDLE = """
        {"ociVersion": "1.0.2", "root": {"path": "rootfs"}, "process": {"args": ["sh"], "cwd": "/"},
         "mounts": [],
         "linux": {"namespaces": [{"type": "user"}, {"type": "pid"}, {"type": "network"}, {"type": "ipc"},
                                  {"type": "uts"}, {"type": "mount"}, {"type": "cgroup"}],
                   "seccomp": {"defaultAction": "SCMP_ACT_ALLOW",
                               "syscalls": [{"names": ["reboot"], "action": "SCMP_ACT_ERRNO"}]}}}
        """;

    /// a — r — f — sw — b, with everything a lab may have.
    public static final String LAB = """
        {"schema": 1, "name": "lab",
         "nodes": [
          {"name": "a", "routes": [{"to": "default", "via": "10.0.0.2"}]},
          {"name": "r", "kind": "router",
           "router": {"ospf": [{"iface": "eth0", "passive": true}, {"iface": "eth1"}], "masquerade": ["eth0"]}},
          {"name": "f", "kind": "firewall", "router": {"ospf": [{"iface": "eth0"}]},
           "firewall": {"zones": {"in": ["eth1"], "out": ["eth0"]}}},
          {"name": "b", "routes": [{"to": "10.0.0.0/16", "via": "10.0.2.1"}]}],
         "networks": [{"name": "sw"}],
         "links": [
          {"a": {"node": "a", "iface": "eth0", "addresses": ["10.0.0.1/24"]},
           "b": {"node": "r", "iface": "eth0", "addresses": ["10.0.0.2/24"]}},
          {"a": {"node": "r", "iface": "eth1", "addresses": ["10.0.1.1/30"]},
           "b": {"node": "f", "iface": "eth0", "addresses": ["10.0.1.2/30"]}},
          {"a": {"node": "f", "iface": "eth1", "addresses": ["10.0.2.1/24"]}, "b": {"node": "sw"}},
          {"a": {"node": "sw"}, "b": {"node": "b", "iface": "eth0", "addresses": ["10.0.2.2/24"]}}],
         "zones": [{"name": "in", "nodes": ["b", "sw"]}, {"name": "out", "nodes": ["a"]}],
         "policy": [{"from": "in", "to": "out", "allow": ["any"]}],
         "checks": [{"name": "a pings b", "node": "a", "probe": {"type": "ping", "host": "10.0.2.2"}}]}
        """;

    private Docs() {}

    /// `base` with values put at places: `pointer, json, pointer, json …`; a pointer may end in `/-` to add to an
    /// array.
    public static String with(String base, String... changes) {
        JsonNode root = parse(base);
        for (int i = 0; i < changes.length; i += 2) {
            int cut = changes[i].lastIndexOf('/');
            JsonNode parent = root.at(changes[i].substring(0, cut));
            String key = changes[i].substring(cut + 1).replace("~1", "/").replace("~0", "~");
            JsonNode value = parse(changes[i + 1]);
            switch (parent) {
                case ObjectNode object -> object.set(key, value);
                case ArrayNode array when key.equals("-") -> array.add(value);
                case ArrayNode array -> array.set(Integer.parseInt(key), value);
                default -> throw new IllegalArgumentException("no such place: " + changes[i]);
            }
        }
        return root.toString();
    }

    /// A JSON string.
    public static String quoted(String text) {
        return MAPPER.getNodeFactory().textNode(text).toString();
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
