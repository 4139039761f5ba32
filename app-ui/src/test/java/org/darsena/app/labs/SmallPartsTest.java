package org.darsena.app.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.darsena.app.client.CheckResult;
import org.darsena.app.labs.ZoneMatrix.Kind;
import org.darsena.app.text.Texts;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parts that hold no control: rates, neighbourhoods, the zone matrix, facts.
class SmallPartsTest {
    private static final LabDocument DMZ = ShippedLabs.read("dmz");
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);

    /// Results of all checks; those whose name begins with one of `failed` did not hold.
    private static Map<String, CheckResult> results(String... failed) {
        Map<String, CheckResult> results = new HashMap<>();
        for (Check c : DMZ.checks()) {
            boolean held = List.of(failed).stream().noneMatch(c.name()::startsWith);
            boolean refusal = c.expect() == Check.Expect.MUST_NOT;
            results.put(c.name(), new CheckResult(c.name(), c.node(), held, refusal, ""));
        }
        return results;
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 b/s",
        "80,640 b/s",
        "124.9,999 b/s",
        "250,2 kb/s",
        "4750,38 kb/s",
        "124999,1.0 Mb/s",
        "150000,1.2 Mb/s",
        "5000000,40 Mb/s",
        "124000000,992 Mb/s",
        "125000000,1.0 Gb/s",
        "NaN,–"
    })
    void ratesAreShort(double bytes, String words) {
        assertEquals(words, new Rates(Locale.ENGLISH).of(bytes));
        assertTrue(words.length() <= 8, words);
    }

    @Test
    void spanishWritesAComma() {
        assertEquals("1,2 Mb/s", new Rates(Locale.of("es")).of(150_000));
    }

    @Test
    void neighboursAreFullWhenTheirRoutersChecksHold() {
        assertEquals(Map.of(1, true, 4, true), Adjacencies.full(DMZ, results()));
        assertEquals(Map.of(), Adjacencies.full(DMZ, Map.of()));
    }

    @Test
    void aRoutersOnlyNeighbourIsNotFullWhenItsCheckFails() {
        // fw counts both, so that it fails says nothing of one; edge and core have one each
        assertEquals(Map.of(1, true, 4, false), Adjacencies.full(DMZ, results("fw: OSPF", "core: OSPF")));
        Map<String, CheckResult> onlyFw = results("fw: OSPF");
        onlyFw.keySet().removeIf(name -> !name.startsWith("fw:"));
        assertEquals(Map.of(), Adjacencies.full(DMZ, onlyFw));
    }

    @Test
    void theMatrixSaysWhoMayAndWhoMayNot() {
        ZoneMatrix matrix = ZoneMatrix.of(DMZ, Set.of("internet", "dmz", "lan"), Map.of(), ENGLISH);
        assertEquals(
                List.of("Internet", "DMZ", "LAN"),
                matrix.zones().stream().map(ZoneMatrix.Head::title).toList());
        assertEquals(
                List.of(
                        List.of("·", "tcp 80, 443", "deny"),
                        List.of("deny", "·", "deny"),
                        List.of("all", "tcp 80, 22, icmp", "·")),
                matrix.cells().stream()
                        .map(row -> row.stream().map(ZoneMatrix.Cell::text).toList())
                        .toList());
        assertEquals(Kind.ALLOW, matrix.cells().get(0).get(1).kind());
        assertEquals(Kind.DENY, matrix.cells().get(0).get(2).kind());
        assertEquals(Kind.SELF, matrix.cells().get(1).get(1).kind());
    }

    @Test
    void aCheckThatFailsMarksItsCell() {
        Map<String, CheckResult> failed = results("internet → web", "client-1 → web, ping", "web → client-1");
        ZoneMatrix matrix = ZoneMatrix.of(DMZ, Set.of("internet", "dmz", "lan"), failed, ENGLISH);
        assertEquals(
                List.of(
                        List.of(Kind.SELF, Kind.BROKEN, Kind.DENY),
                        List.of(Kind.DENY, Kind.SELF, Kind.BROKEN),
                        List.of(Kind.ALLOW, Kind.BROKEN, Kind.SELF)),
                matrix.cells().stream()
                        .map(row -> row.stream().map(ZoneMatrix.Cell::kind).toList())
                        .toList());
    }

    @Test
    void zonesTheFirewallDoesNotKnowAreLeftOut() {
        ZoneMatrix matrix = ZoneMatrix.of(DMZ, Set.of("lan"), Map.of(), ENGLISH);
        assertEquals(1, matrix.zones().size());
        assertEquals(1, matrix.cells().size());
    }

    @Test
    void factsOfANodeComeFromTheDocument() {
        var facts = new Facts(DMZ, ENGLISH);
        var edge = DMZ.nodes().stream()
                .filter(n -> n.name().equals("edge"))
                .findFirst()
                .orElseThrow();
        List<String> lines = facts.network(edge).stream()
                .flatMap(g -> g.facts().stream())
                .map(f -> f.label() + " | " + f.value())
                .toList();
        assertEquals(
                List.of(
                        "eth0 → internet | 203.0.113.1/24",
                        "eth1 → fw | 10.0.0.1/30",
                        "default | via 203.0.113.10",
                        "OSPF eth1 | area 0.0.0.0",
                        "Default route | offered to neighbours",
                        "NAT | eth0"),
                lines);
        var web = DMZ.nodes().stream()
                .filter(n -> n.name().equals("web"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("Image", "Files", "Commands at start"),
                facts.start(web).stream().map(Facts.Group::title).toList());
    }

    @Test
    void bothEndsOfACableAreTold() {
        var facts = new Facts(DMZ, ENGLISH);
        assertEquals(
                List.of("fw:eth1 | 10.0.1.1/24", "dmz-sw | network"),
                facts.of(DMZ.links().get(2)).getFirst().facts().stream()
                        .map(f -> f.label() + " | " + f.value())
                        .toList());
        assertEquals(
                List.of("core:eth1", "client-1:eth0", "client-2:eth0"),
                facts.of(DMZ.networks().get(1)).getFirst().facts().stream()
                        .map(Facts.Fact::label)
                        .toList());
    }
}
