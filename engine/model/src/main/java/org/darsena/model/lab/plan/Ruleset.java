package org.darsena.model.lab.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Firewall;
import org.darsena.model.lab.Node.Router;

/// A node's nftables rules as one transaction: what a firewall lets through, and what a router masquerades.
public final class Ruleset {
    /// Where it lies in the node.
    public static final String PATH = "/etc/darsena/rules.nft";

    private static final String TABLE = "table inet darsena";

    private Ruleset() {}

    /// Whether the node has rules at all.
    static boolean wanted(Node node) {
        return node.kind() == Node.Kind.FIREWALL || !masquerade(node).isEmpty();
    }

    private static List<String> masquerade(Node node) {
        Router router = node.router();
        return router == null ? List.of() : router.masquerade();
    }

    /// The text for `nft -f`; it replaces what was loaded before, all or nothing.
    public static String of(LabDocument lab, Node node) {
        var text = new StringBuilder();
        text.append(TABLE).append('\n'); // so that deleting never fails
        text.append("delete ").append(TABLE).append('\n');
        text.append(TABLE).append(" {\n");
        if (node.kind() == Node.Kind.FIREWALL) {
            Firewall firewall = node.firewall();
            text.append(ZoneRules.of(lab, node, firewall == null ? new Firewall(Map.of()) : firewall));
        }
        if (!masquerade(node).isEmpty()) {
            text.append("""
                      chain postrouting {
                        type nat hook postrouting priority srcnat; policy accept;
                        oifname %s masquerade
                      }
                    """.formatted(set(masquerade(node))));
        }
        return text.append("}\n").toString();
    }

    /// `{ "eth0", "eth1" }`.
    static String set(List<String> ifaces) {
        return ifaces.stream().map(i -> '"' + i + '"').collect(Collectors.joining(", ", "{ ", " }"));
    }
}
