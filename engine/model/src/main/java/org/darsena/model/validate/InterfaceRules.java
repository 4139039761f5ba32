package org.darsena.model.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.net.Cidr;
import org.jspecify.annotations.Nullable;

/// Rules for interfaces, addresses and sysctls.
final class InterfaceRules {
    private static final Pattern IFACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,14}");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    /// With dots, or with slashes where an interface has a dot in its name, as sysctl(8) reads it.
    private static final Pattern SYSCTL =
            Pattern.compile("net(\\.[A-Za-z0-9_-]+)+|net(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

    private InterfaceRules() {}

    static void networks(List<NetworkSpec> networks, String place, Report report) {
        Texts.count(networks, place, 64, report);
        var names = new HashSet<String>();
        Texts.each(networks, place, (network, at) -> {
            name(network.name(), at + "/name", report);
            report.require(names.add(network.name()), "iface.duplicate", at + "/name", network.name());
            plug(network, at + "/network", report);
            addresses(network.addresses(), at + "/addresses", report);
            mac(network.mac(), at + "/mac", report);
            if (network.mtu() != null) {
                Texts.range(network.mtu(), 576, 65535, "mtu.range", at + "/mtu", report);
            }
        });
    }

    private static void plug(NetworkSpec spec, String place, Report report) {
        String network = spec.network();
        if (spec.type() == NetworkSpec.Type.NAT) {
            if (network != null) {
                report.warning("network.unused-name", place, network);
            }
        } else if (network == null) {
            report.error("network.missing", place, spec.name());
        } else {
            Texts.containerName(network, place, report);
        }
    }

    static boolean name(String name, String place, Report report) {
        return report.require(IFACE.matcher(name).matches() && !name.equals("lo"), "iface.name", place, name);
    }

    /// Each an address of a host with its prefix, none twice.
    static void addresses(List<String> addresses, String place, Report report) {
        Texts.count(addresses, place, 64, report);
        Map<String, String> seen = new HashMap<>();
        Texts.each(addresses, place, (text, at) -> {
            var cidr = Cidr.of(text);
            if (report.require(cidr.isPresent(), "cidr.syntax", at, text)) {
                var address = cidr.get();
                boolean host = !address.isNetworkOrBroadcast()
                        && !address.address().isMulticastAddress()
                        && !address.address().isAnyLocalAddress();
                if (report.require(host, "cidr.host", at, text)) {
                    String first = seen.putIfAbsent(address.host(), at);
                    report.require(first == null, "address.duplicate", at, address.host(), String.valueOf(first));
                }
            }
        });
    }

    static void mac(@Nullable String mac, String place, Report report) {
        if (mac == null || !report.require(MAC.matcher(mac).matches(), "mac.syntax", place, mac)) {
            return;
        }
        boolean group = (Integer.parseInt(mac.substring(0, 2), 16) & 1) != 0;
        boolean zero = mac.toLowerCase(Locale.ROOT).replaceAll("[0:]", "").isEmpty();
        report.require(!group && !zero, "mac.multicast", place, mac);
    }

    static void sysctls(Map<String, String> sysctls, String place, Report report) {
        Texts.count(sysctls.keySet(), place, 256, report);
        sysctls.forEach((key, value) -> {
            String at = place + "/" + Texts.pointer(key);
            if (report.require(SYSCTL.matcher(key).matches(), "sysctl.key", at, key)) {
                Texts.line(value, at, 256, report);
            }
        });
    }

    static void labels(Map<String, String> labels, String place, Report report) {
        Texts.count(labels.keySet(), place, 64, report);
        labels.forEach((key, value) -> {
            String at = place + "/" + Texts.pointer(key);
            if (report.require(LABEL.matcher(key).matches(), "label.key", at, key)) {
                Texts.line(value, at, 1024, report);
            }
        });
    }
}
