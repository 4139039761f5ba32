package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What will be done to wire nodes; made by [NetPlanner], carried out by [HostNetwork#apply].
///
/// @param nat segments that must stand first
/// @param steps in order
/// @param hostEnds which host interface belongs to which card, for counters and removal
public record NetPlan(List<NatSegment> nat, List<NetStep> steps, List<HostEnd> hostEnds) {
    public NetPlan {
        nat = List.copyOf(nat);
        steps = List.copyOf(steps);
        hostEnds = List.copyOf(hostEnds);
    }

    /// The other end of a card that is plugged into a bridge.
    ///
    /// @param id of the container
    /// @param where the bridge's namespace
    public record HostEnd(String id, String nic, NsRef where, String name) {}

    /// The namespaces the plan works in or names.
    public SequencedSet<NsRef> namespaces() {
        SequencedSet<NsRef> all = new LinkedHashSet<>();
        steps.forEach(step -> all.add(step.where()));
        return all;
    }

    /// The plan as equivalent commands, one a line.
    public List<String> commands() {
        List<String> lines = new ArrayList<>();
        for (NatSegment segment : nat) {
            lines.add("ip link add " + segment.bridge() + " type bridge");
            lines.add("ip address add " + segment.gateway() + " dev " + segment.bridge());
            lines.add("ip link set " + segment.bridge() + " up");
            lines.add("sysctl -w net/ipv4/ip_forward='1'");
            lines.add(
                    "nft add rule … ip saddr " + segment.network() + " oifname != " + segment.bridge() + " masquerade");
        }
        for (NetStep step : steps) {
            String prefix = step.where().equals(NsRef.HOST) ? "" : "ip netns exec " + step.where() + " ";
            step.ops().forEach(op -> lines.add(prefix + IpCommand.of(op)));
        }
        return lines;
    }
}
