package org.darsena.model.validate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.net.Ip;
import org.jspecify.annotations.Nullable;

/// Rules for what a lab wants checked.
final class CheckRules {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private CheckRules() {}

    static void check(LabDocument lab, Topology topology, Report report) {
        Set<String> names = new HashSet<>();
        Texts.each(lab.checks(), "/checks", (check, at) -> {
            if (report.require(!check.name().isBlank(), "name.length", at + "/name", check.name(), 1, 120)
                    && Texts.line(check.name(), at + "/name", 120, report)) {
                report.require(names.add(check.name()), "check.duplicate", at + "/name", check.name());
            }
            var node = topology.node(check.node());
            report.require(node.isPresent(), "check.unknown-node", at + "/node", check.node());
            Texts.range(check.withinSeconds(), 1, 300, "seconds.range", at + "/withinSeconds", report);
            probe(check.probe(), node.orElse(null), at + "/probe", topology, report);
        });
    }

    private static void probe(Check.Probe probe, @Nullable Node node, String at, Topology topology, Report report) {
        switch (probe) {
            case Check.Tcp(var host, var port) -> {
                host(host, at + "/host", topology, report);
                report.require(port >= 1 && port <= 65535, "check.port", at + "/port", port);
            }
            case Check.Http(var url, var contains) -> {
                url(url, at + "/url", topology, report);
                if (contains != null) {
                    Texts.plain(contains, at + "/contains", 4096, report);
                }
            }
            case Check.Ping(var host) -> host(host, at + "/host", topology, report);
            case Check.OspfFull(var neighbours) -> neighbours(neighbours, node, at + "/neighbours", report);
            case Check.Command(var argv) -> {
                report.require(!argv.isEmpty() && !argv.getFirst().isEmpty(), "argv.empty", at + "/argv");
                Texts.each(argv, at + "/argv", (arg, here) -> Texts.plain(arg, here, 64 << 10, report));
            }
        }
    }

    private static void host(String host, String at, Topology topology, Report report) {
        boolean address = Ip.parse(host).isPresent();
        if (report.require(address || HOST.matcher(host).matches(), "check.host", at, host)
                && !address
                && topology.node(host).isEmpty()) {
            report.warning("check.unknown-host", at, host);
        }
    }

    private static void url(String url, String at, Topology topology, Report report) {
        try {
            URI uri = new URI(url);
            boolean http =
                    "http".equals(uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT));
            if (report.require(http && uri.getHost() != null, "check.url", at, url)) {
                host(uri.getHost().replaceAll("[\\[\\]]", ""), at, topology, report);
                report.require(uri.getPort() != 0 && uri.getPort() <= 65535, "check.port", at, uri.getPort());
            }
        } catch (URISyntaxException e) {
            report.error("check.url", at, url);
        }
    }

    private static void neighbours(int wanted, @Nullable Node node, String at, Report report) {
        if (node == null) {
            return;
        }
        boolean verbatim = node.router() != null && node.router().frrConfig() != null;
        long speaking = node.router() == null
                ? 0
                : node.router().ospf().stream().filter(o -> !o.passive()).count();
        // several neighbours may sit on one segment, so only "none at all" is certain
        boolean possible = wanted >= 1 && wanted <= 1000 && (verbatim || speaking > 0);
        report.require(possible, "check.neighbours", at, wanted, speaking > 0 || verbatim ? 1000 : 0);
    }
}
