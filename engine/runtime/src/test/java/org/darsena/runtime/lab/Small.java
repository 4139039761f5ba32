package org.darsena.runtime.lab;

import java.util.List;
import java.util.stream.Collectors;
import org.darsena.model.lab.LabDocument;

/// Little labs of tests.
final class Small {
    private Small() {}

    /// Two hosts on a cable, `a` 10.9.0.1 and `b` 10.9.0.2; a web server on b.
    ///
    /// @param checks JSON objects
    static LabDocument pair(String name, String... checks) {
        return pair(name, List.of("busybox httpd -p 80 -h /srv"), checks);
    }

    /// @param start commands of b
    static LabDocument pair(String name, List<String> start, String... checks) {
        return LabBox.document("""
                { "schema": 1, "name": "%s",
                  "nodes": [
                    { "name": "a" },
                    { "name": "b", "start": [%s], "files": [{ "path": "/srv/index.html", "content": "here is b\\n" }] }
                  ],
                  "links": [
                    { "a": { "node": "a", "iface": "eth0", "addresses": ["10.9.0.1/24", "fd00:9::1/64"] },
                      "b": { "node": "b", "iface": "eth0", "addresses": ["10.9.0.2/24", "fd00:9::2/64"] } }
                  ],
                  "checks": [%s] }
                """.formatted(
                name,
                start.stream().map(s -> '"' + s.replace("\"", "\\\"") + '"').collect(Collectors.joining(", ")),
                String.join(", ", checks)));
    }

    /// `a` – router `r` – `b`, without any routing protocol; b has a web server.
    static LabDocument routed(String name, String... checks) {
        return LabBox.document("""
                { "schema": 1, "name": "%s",
                  "nodes": [
                    { "name": "a", "routes": [{ "to": "default", "via": "10.1.0.1" }, { "to": "::/0", "via": "fd00:1::1" }] },
                    { "name": "r", "kind": "router" },
                    { "name": "b", "routes": [{ "to": "default", "via": "10.2.0.1" }, { "to": "::/0", "via": "fd00:2::1" }],
                      "start": ["busybox httpd -p 80 -h /srv"],
                      "files": [{ "path": "/srv/index.html", "content": "here is b\\n" }] }
                  ],
                  "networks": [{ "name": "sw", "type": "switch" }],
                  "links": [
                    { "a": { "node": "a", "iface": "eth0", "addresses": ["10.1.0.2/24", "fd00:1::2/64"] },
                      "b": { "node": "r", "iface": "eth0", "addresses": ["10.1.0.1/24", "fd00:1::1/64"] } },
                    { "a": { "node": "r", "iface": "eth1", "addresses": ["10.2.0.1/24", "fd00:2::1/64"] }, "b": { "node": "sw" } },
                    { "a": { "node": "sw" }, "b": { "node": "b", "iface": "eth0", "addresses": ["10.2.0.2/24", "fd00:2::2/64"] } }
                  ],
                  "checks": [%s] }
                """.formatted(name, String.join(", ", checks)));
    }

    static String check(String name, String node, String probe, boolean must) {
        return """
                { "name": "%s", "node": "%s", "probe": %s, "expect": "%s", "withinSeconds": 10 }
                """.formatted(name, node, probe, must ? "must" : "must-not");
    }

    static String http(String host) {
        return "{ \"type\": \"http\", \"url\": \"http://" + host + "/\", \"contains\": \"here is b\" }";
    }

    static String tcp(String host, int port) {
        return "{ \"type\": \"tcp\", \"host\": \"" + host + "\", \"port\": " + port + " }";
    }

    static String ping(String host) {
        return "{ \"type\": \"ping\", \"host\": \"" + host + "\" }";
    }

    static String command(String script) {
        return "{ \"type\": \"command\", \"argv\": [\"sh\", \"-c\", \"" + script + "\"] }";
    }
}
