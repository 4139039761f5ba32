package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The nftables table of the NAT networks, as a pure function of which bridges there are. It is always
/// replaced as a whole in one transaction, so it heals itself and can never be half there.
///
/// What it does: cards of one owner reach each other (also where br_netfilter sends bridged frames
/// through the forward chain); those of different owners do not; what leaves must bear an address of its
/// bridge's subnet and is masqueraded; what comes from outside is let in only as an answer. Where we
/// switched ip_forward on, the host still forwards nothing between its own interfaces (`uplinks`). Only
/// IPv4 is let through: forwarding IPv6 would make the host stop listening to router advertisements. What
/// it cannot do: a drop in another table's forward chain is final ([ForwardObstacle]).
final class NatRules {
    /// A chain no packet ever reaches: its presence says that we switched ip_forward on. The kernel keeps
    /// it as long as the setting itself, which no file would.
    static final String MARK = "ip_forward_was_off";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9@._-]{1,15}");
    private static final String CHAINS = """
              chain forward {
                type filter hook forward priority filter; policy accept;
                meta nfproto ipv4 iifname @uplinks oifname @uplinks drop
                iifname . oifname @same_owner accept
                iifname OURS oifname OURS drop
                iifname OURS iifname . ip saddr @sources accept
                iifname OURS drop
                oifname OURS ct state established,related accept
                oifname OURS ct status dnat accept
                oifname OURS drop
              }
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;
                ip saddr @subnets oifname != OURS masquerade
              }
            """;

    private NatRules() {}

    /// One bridge, its owner, and its subnet.
    record Bridge(String name, int uid, Cidr subnet) {}

    /// The transaction that makes the table be right for `bridges`; without any, that the table is gone.
    static String transaction(IfNames names, List<Bridge> bridges, boolean forwardWasOff, List<String> uplinks) {
        String table = "inet " + names.table();
        StringBuilder text = new StringBuilder();
        text.append("add table ").append(table).append('\n'); // so that deleting never fails
        text.append("delete table ").append(table).append('\n');
        if (bridges.isEmpty()) {
            return text.toString();
        }
        List<String> closed = forwardWasOff ? quotable(uplinks) : List.of();
        text.append("table ").append(table).append(" {\n");
        if (forwardWasOff) {
            text.append("  chain ").append(MARK).append(" {}\n");
        }
        set(text, "same_owner", "type ifname . ifname;", pairs(bridges));
        set(text, "sources", "type ifname . ipv4_addr; flags interval;", sources(bridges));
        set(text, "subnets", "type ipv4_addr; flags interval;", subnets(bridges));
        set(text, "uplinks", "type ifname;", closed);
        text.append(CHAINS.replace("OURS", '"' + names.natWildcard() + '"'));
        return text.append("}\n").toString();
    }

    private static void set(StringBuilder text, String name, String type, List<String> elements) {
        text.append("  set ").append(name).append(" { ").append(type);
        if (!elements.isEmpty()) {
            text.append(" elements = { ").append(String.join(", ", elements)).append(" };");
        }
        text.append(" }\n");
    }

    private static List<String> pairs(List<Bridge> bridges) {
        List<String> pairs = new ArrayList<>();
        for (Bridge from : bridges) {
            for (Bridge to : bridges) {
                if (from.uid() == to.uid()) {
                    pairs.add(quoted(from) + " . " + quoted(to));
                }
            }
        }
        return pairs;
    }

    private static List<String> sources(List<Bridge> bridges) {
        return bridges.stream().map(b -> quoted(b) + " . " + b.subnet()).toList();
    }

    private static List<String> subnets(List<Bridge> bridges) {
        return bridges.stream().map(b -> b.subnet().toString()).toList();
    }

    private static String quoted(Bridge bridge) {
        return '"' + bridge.name() + '"';
    }

    /// The kernel allows names that would end nft's strings; nobody means those to be routed between.
    private static List<String> quotable(List<String> names) {
        return names.stream()
                .filter(name -> SAFE.matcher(name).matches())
                .map(name -> '"' + name + '"')
                .toList();
    }
}
