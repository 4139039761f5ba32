package org.darsena.model.lab.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.plan.LabPlan.Start;

/// Which FRR daemons a configuration needs and how they are started: each goes to the background once it is ready,
/// then `vtysh -b` gives them the configuration and fails if there is a word in it they do not know.
final class FrrDaemons {
    /// How a line of frr.conf begins → the daemon that reads it.
    private static final Map<String, String> BY_LINE = byLine();

    private static final String FOLDER = "/usr/lib/frr/";

    private FrrDaemons() {}

    private static Map<String, String> byLine() {
        var daemons = new LinkedHashMap<String, String>();
        daemons.put("router ospf6", "ospf6d");
        daemons.put("router ospf", "ospfd");
        daemons.put("router bgp", "bgpd");
        daemons.put("router ripng", "ripngd");
        daemons.put("router rip", "ripd");
        daemons.put("router isis", "isisd");
        daemons.put("router babel", "babeld");
        daemons.put("router eigrp", "eigrpd");
        daemons.put("bfd", "bfdd");
        daemons.put("ip route ", "staticd");
        daemons.put("ipv6 route ", "staticd");
        daemons.put("ip pim", "pimd");
        return daemons;
    }

    /// zebra first, then the others in the order in which `config` names them.
    static List<String> of(String config) {
        var daemons = new ArrayList<String>();
        daemons.add("zebra");
        for (String line : config.lines().map(String::strip).toList()) {
            BY_LINE.entrySet().stream()
                    .filter(e -> begins(line, e.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .filter(d -> !daemons.contains(d))
                    .ifPresent(daemons::add);
        }
        return daemons;
    }

    /// Whole words, so that `router ospf6` is not taken for `router ospf`.
    private static boolean begins(String line, String words) {
        return line.startsWith(words)
                && (line.length() == words.length() || words.endsWith(" ") || line.charAt(words.length()) == ' ');
    }

    static List<Start> start(Node node) {
        var start = new ArrayList<Start>();
        start.add(Start.shell("frr", "install -d -o frr -g frr -m 0755 /run/frr /var/tmp/frr /var/log/frr"));
        for (String daemon : of(FrrConfig.daemonsOf(node))) {
            // no terminals by TCP but on the loopback
            start.add(new Start("frr", List.of(FOLDER + daemon, "-d", "-A", "127.0.0.1")));
        }
        start.add(new Start("frr", List.of("vtysh", "-b")));
        return start;
    }
}
