package org.darsena.model.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.darsena.model.Docs;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument.Position;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static Map<String, Position> layout(String... changes) throws Exception {
        return Layout.of(LabReader.read(Docs.with(Docs.LAB, changes)));
    }

    @Test
    void everythingHasAPlaceOfItsOwn() throws Exception {
        var places = layout();
        assertEquals(List.of("a", "r", "f", "b", "sw"), List.copyOf(places.keySet()));
        apart(places);
    }

    @Test
    void columnsGoByDistance() throws Exception {
        var places = layout("/nodes/0/kind", "\"internet\"");
        var byX = new ArrayList<>(places.keySet());
        byX.sort((a, b) -> Double.compare(at(places, a).x(), at(places, b).x()));
        assertEquals(List.of("a", "r", "f", "sw", "b"), byX);
    }

    @Test
    void theSameEachTime() throws Exception {
        assertEquals(layout(), layout());
    }

    @Test
    void whatHasAPlaceKeepsItAndNothingIsPutOnIt() throws Exception {
        var free = layout();
        var onAnother = at(free, "r");
        var places = layout("/nodes/3/position", "{\"x\":" + onAnother.x() + ",\"y\":" + (onAnother.y() + 10) + "}");
        assertEquals(new Position(onAnother.x(), onAnother.y() + 10), places.get("b"));
        apart(places);
    }

    @Test
    void theShippedDrawingIsLeftAsItIs() {
        var lab = ShippedLabs.read("dmz");
        var places = Layout.of(lab);
        lab.nodes().forEach(n -> assertEquals(n.position(), places.get(n.name())));
        apart(places);
    }

    @Test
    void islandsAndCrowdsHaveRoom() throws Exception {
        var changes = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            changes.addAll(List.of("/nodes/-", "{\"name\":\"c" + i + "\"}"));
            if (i < 50) {
                changes.addAll(List.of(
                        "/links/-", "{\"a\":{\"node\":\"c" + i + "\",\"iface\":\"e\"},\"b\":{\"node\":\"sw\"}}"));
            }
        }
        var places = layout(changes.toArray(String[]::new));
        assertEquals(65, places.size());
        apart(places);
        double connected = places.entrySet().stream()
                .filter(e -> e.getKey().matches("c[0-4]?[0-9]"))
                .mapToDouble(e -> e.getValue().y())
                .max()
                .orElseThrow();
        assertTrue(connected < 12 * Layout.ROW, "a crowd goes on beside itself, not down for ever: " + connected);
    }

    private static Position at(Map<String, Position> places, String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    private static void apart(Map<String, Position> places) {
        var list = List.copyOf(places.entrySet());
        for (int i = 0; i < list.size(); i++) {
            for (int j = 0; j < i; j++) {
                Position a = list.get(i).getValue();
                Position b = list.get(j).getValue();
                double distance = Math.hypot(a.x() - b.x(), a.y() - b.y());
                assertTrue(distance >= Layout.ROW / 2, list.get(i) + " " + list.get(j));
            }
        }
    }
}
