package org.darsena.app.labs;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.app.client.CheckResult;
import org.darsena.app.text.Texts;
import org.darsena.app.topology.Drawing.Hue;
import org.darsena.app.topology.Drawings;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Zone;
import org.darsena.model.lab.Service;
import org.darsena.model.lab.Topology;

/// Who may open connections to whom through a firewall, zone by zone. Holds no control.
///
/// @param zones in the document's order
/// @param cells row by row: from the row's zone to the column's
record ZoneMatrix(List<Head> zones, List<List<Cell>> cells) {

    /// A zone.
    record Head(String name, String title, Hue hue) {}

    /// What a cell says.
    enum Kind {
        SELF,
        ALLOW,
        DENY,
        /// a check has seen otherwise
        BROKEN
    }

    record Cell(Kind kind, String text) {}

    /// @param on zones the firewall knows
    /// @param results of the last checks by name; a check that failed marks the cell it is about
    static ZoneMatrix of(LabDocument lab, Set<String> on, Map<String, CheckResult> results, Texts texts) {
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < lab.zones().size(); i++) {
            Zone z = lab.zones().get(i);
            if (on.contains(z.name())) {
                String title = z.title() == null ? z.name() : z.title();
                heads.add(new Head(z.name(), title, Drawings.hue(z.color(), z.name(), i)));
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Head from : heads) {
            List<Cell> row = new ArrayList<>();
            for (Head to : heads) {
                row.add(cell(lab, from.name(), to.name(), results, texts));
            }
            rows.add(List.copyOf(row));
        }
        return new ZoneMatrix(List.copyOf(heads), List.copyOf(rows));
    }

    private static Cell cell(LabDocument lab, String from, String to, Map<String, CheckResult> results, Texts texts) {
        if (from.equals(to)) {
            return new Cell(Kind.SELF, "·");
        }
        String words = words(lab, from, to, texts);
        boolean broken = lab.checks().stream()
                .filter(c -> results.containsKey(c.name()) && !held(results, c))
                .anyMatch(c -> zone(lab, c.node()).equals(from)
                        && target(lab, c).map(t -> zone(lab, t)).orElse("").equals(to));
        boolean none = words.isEmpty();
        Kind kind = broken ? Kind.BROKEN : none ? Kind.DENY : Kind.ALLOW;
        return new Cell(kind, none ? texts.text("ui.labs.zone.deny") : words);
    }

    private static boolean held(Map<String, CheckResult> results, Check check) {
        CheckResult result = results.get(check.name());
        return result != null && result.held();
    }

    /// `tcp 80, 443, icmp`; empty: nothing is let through.
    private static String words(LabDocument lab, String from, String to, Texts texts) {
        Map<String, List<String>> byProtocol = new LinkedHashMap<>();
        lab.policy().stream()
                .filter(p -> p.from().equals(from) && p.to().equals(to))
                .flatMap(p -> p.allow().stream())
                .flatMap(w -> Service.parse(w).stream())
                .forEach(s -> byProtocol
                        .computeIfAbsent(s.protocol(), k -> new ArrayList<>())
                        .add(ports(s)));
        if (byProtocol.containsKey("any")) {
            return texts.text("ui.labs.zone.any");
        }
        List<String> parts = new ArrayList<>();
        byProtocol.forEach((protocol, ports) -> {
            boolean all = ports.contains("");
            parts.add(all ? protocol : protocol + " " + String.join(", ", ports));
        });
        return String.join(", ", parts);
    }

    private static String ports(Service service) {
        if (service.from() == 0) {
            return "";
        }
        return service.from() == service.to() ? "" + service.from() : service.from() + "–" + service.to();
    }

    private static String zone(LabDocument lab, String node) {
        return lab.zones().stream()
                .filter(z -> z.nodes().contains(node))
                .map(Zone::name)
                .findFirst()
                .orElse("");
    }

    /// The node a check is about, as its probe names it: by name or by address.
    private static Optional<String> target(LabDocument lab, Check check) {
        String host = switch (check.probe()) {
            case Check.Tcp tcp -> tcp.host();
            case Check.Ping ping -> ping.host();
            case Check.Http http -> host(http.url());
            case Check.OspfFull _, Check.Command _ -> "";
        };
        var topology = new Topology(lab);
        return lab.nodes().stream()
                .map(n -> n.name())
                .filter(n -> n.equals(host)
                        || topology.ports(n).stream()
                                .flatMap(p -> p.addresses().stream())
                                .anyMatch(a -> a.host().equals(host)))
                .findFirst();
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host.replaceAll("[\\[\\]]", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
