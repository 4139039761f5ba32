package org.darsena.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.topology.Drawing.Hue;
import org.darsena.model.json.ShippedLabs;
import org.junit.jupiter.api.Test;

/// What of a document is drawn.
class DrawingsTest {

    private static Map<String, String> notes(Locale locale) {
        Map<String, String> notes = new HashMap<>();
        Drawings.of(ShippedLabs.read("dmz"), Texts.of(locale)).cards().forEach(c -> notes.put(c.name(), c.note()));
        return notes;
    }

    @Test
    void eachCardSaysItsAddressOrItsRole() {
        assertEquals(
                Map.of(
                        "internet", "203.0.113.10",
                        "edge", "OSPF · NAT",
                        "fw", "3 zones",
                        "web", "10.0.1.10",
                        "core", "OSPF",
                        "client-1", "192.168.10.11",
                        "client-2", "192.168.10.12",
                        "dmz-sw", "10.0.1.0/24",
                        "lan-sw", "192.168.10.0/24"),
                notes(Locale.ENGLISH));
        assertEquals("3 zonas", notes(Locale.of("es")).get("fw"));
    }

    @Test
    void cablesKeepTheDocumentsNumbers() {
        var lab = ShippedLabs.read("dmz");
        var drawing = Drawings.of(lab, Texts.of(Locale.ENGLISH));
        assertEquals(
                lab.links().stream().map(l -> l.a().node() + " " + l.b().node()).toList(),
                drawing.cables().stream().map(c -> c.from() + " " + c.to()).toList());
        assertEquals(Icon.FIREWALL, drawing.card("fw").orElseThrow().icon());
        assertEquals(Icon.SWITCH, drawing.card("lan-sw").orElseThrow().icon());
    }

    @Test
    void aZonesColourIsSaidOrFollowsFromItsNameOrPlace() {
        assertEquals(Hue.DMZ, Drawings.hue("dmz", "guests", 0));
        assertEquals(Hue.LAN, Drawings.hue(null, "LAN", 0));
        assertEquals(Hue.INTERNET, Drawings.hue(null, "x", 0));
        assertEquals(Hue.DMZ, Drawings.hue(null, "y", 4));
        assertEquals(
                List.of(Hue.INTERNET, Hue.DMZ, Hue.LAN),
                Drawings.of(ShippedLabs.read("dmz"), Texts.of(Locale.ENGLISH)).zones().stream()
                        .map(Drawing.Zone::hue)
                        .toList());
    }
}
