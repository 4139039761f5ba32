package org.darsena.app.text;

import java.util.List;
import java.util.Set;
import org.darsena.model.Problem;

/// Leaves out what is only said because of another mistake: where a link names no node or an address cannot be read,
/// networks look empty and gateways out of reach. Once the cause is mended they are told, if they still hold.
public final class Consequences {
    private static final Set<String> CAUSES = Set.of("link.unknown-node", "cidr.syntax", "cidr.host", "json.missing");
    private static final Set<String> FOLLOW = Set.of(
            "network.lonely",
            "subnet.mismatch",
            "route.unreachable",
            "route.nobody",
            "ospf.no-address",
            "ospf.unknown-iface",
            "masquerade.unknown-iface",
            "firewall.unknown-iface",
            "policy.not-enforced",
            "check.unknown-host");

    private Consequences() {}

    public static List<Problem> without(List<Problem> problems) {
        boolean caused = problems.stream().anyMatch(p -> p.isError() && CAUSES.contains(p.rule()));
        return caused
                ? problems.stream().filter(p -> !FOLLOW.contains(p.rule())).toList()
                : problems;
    }
}
