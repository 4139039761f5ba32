package org.darsena.model.lab.plan;

import java.util.ArrayList;
import java.util.List;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.plan.LabPlan.Start;

/// What is run in a node once its cards stand: rules, then forwarding, then routing daemons, then the document's own.
final class StartCommands {
    private StartCommands() {}

    static List<Start> of(Node node) {
        var start = new ArrayList<Start>();
        if (Ruleset.wanted(node)) {
            start.add(new Start("firewall", List.of("nft", "-f", Ruleset.PATH)));
        }
        if (node.kind() == Node.Kind.FIREWALL) {
            start.add(Start.shell(
                    "forwarding",
                    "echo 1 > /proc/sys/net/ipv4/ip_forward;"
                            + " f=/proc/sys/net/ipv6/conf/all/forwarding; test ! -e $f || echo 1 > $f"));
        }
        if (FrrConfig.wanted(node)) {
            start.addAll(FrrDaemons.start(node));
        }
        node.start().forEach(line -> start.add(Start.shell("user", line)));
        return List.copyOf(start);
    }
}
