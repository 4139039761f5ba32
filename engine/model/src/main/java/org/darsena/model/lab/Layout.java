package org.darsena.model.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Position;
import org.jspecify.annotations.Nullable;

/// Places for the nodes and networks of a lab that have none: in columns by their distance from the outside, in rows
/// near their neighbours. The same document gives the same drawing; what has a place keeps it.
public final class Layout {
    /// Between columns, and between rows, in pixels at 100 %.
    static final double COLUMN = 190;

    static final double ROW = 130;
    private static final double MARGIN = 120;
    /// A longer column goes on beside itself.
    private static final int MAX_ROWS = 10;

    private final LabDocument lab;
    private final Map<String, Set<String>> neighbours = new LinkedHashMap<>();
    private final Map<String, Position> fixed = new LinkedHashMap<>();

    private Layout(LabDocument lab) {
        this.lab = lab;
        lab.nodes().forEach(n -> member(n.name(), n.position()));
        lab.networks().forEach(n -> member(n.name(), n.position()));
        for (Link link : lab.links()) {
            Set<String> a = neighbours.get(link.a().node());
            Set<String> b = neighbours.get(link.b().node());
            if (a != null && b != null) {
                a.add(link.b().node());
                b.add(link.a().node());
            }
        }
    }

    private void member(String name, @Nullable Position position) {
        neighbours.putIfAbsent(name, new LinkedHashSet<>());
        if (position != null) {
            fixed.putIfAbsent(name, position);
        }
    }

    /// A place for every node and network of `lab`, by name, in the document's order.
    public static Map<String, Position> of(LabDocument lab) {
        return new Layout(lab).positions();
    }

    private Map<String, Position> positions() {
        Map<String, Position> free = new HashMap<>();
        double top = MARGIN;
        for (List<String> island : islands()) {
            top = place(island, top, free);
        }
        Map<String, Position> all = new LinkedHashMap<>();
        neighbours.keySet().forEach(name -> {
            Position own = fixed.get(name);
            all.put(name, own != null ? own : clear(free.getOrDefault(name, new Position(MARGIN, MARGIN)), all));
        });
        return all;
    }

    /// Moves `wanted` down until nothing else stands there.
    private Position clear(Position wanted, Map<String, Position> taken) {
        Position place = wanted;
        while (occupied(place, taken) || occupied(place, fixed)) {
            place = new Position(place.x(), place.y() + ROW);
        }
        return place;
    }

    private static boolean occupied(Position place, Map<String, Position> taken) {
        return taken.values().stream()
                .anyMatch(p -> Math.abs(p.x() - place.x()) < COLUMN / 2 && Math.abs(p.y() - place.y()) < ROW / 2);
    }

    /// What hangs together, each begun by its outermost member.
    private List<List<String>> islands() {
        List<String> begins = new ArrayList<>(neighbours.keySet());
        begins.sort(Comparator.comparingInt(this::inwardness)); // stable
        Set<String> seen = new LinkedHashSet<>();
        List<List<String>> islands = new ArrayList<>();
        for (String begin : begins) {
            if (!seen.contains(begin)) {
                List<String> island = new ArrayList<>();
                distances(begin).keySet().forEach(name -> {
                    if (seen.add(name)) {
                        island.add(name);
                    }
                });
                islands.add(island);
            }
        }
        return islands;
    }

    /// The internet is outermost, then a way out, then what has one cable, then the rest.
    private int inwardness(String name) {
        boolean internet = lab.nodes().stream().anyMatch(n -> n.name().equals(name) && n.kind() == Node.Kind.INTERNET);
        boolean nat = lab.networks().stream()
                .anyMatch(n -> n.name().equals(name) && n.type() == LabDocument.Network.Type.NAT);
        if (internet || nat) {
            return internet ? 0 : 1;
        }
        return neighbours.getOrDefault(name, Set.of()).size() == 1 ? 2 : 3;
    }

    private Map<String, Integer> distances(String from) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        distances.put(from, 0);
        var queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            String at = queue.remove();
            int next = distances.getOrDefault(at, 0) + 1;
            for (String neighbour : neighbours.getOrDefault(at, Set.of())) {
                if (distances.putIfAbsent(neighbour, next) == null) {
                    queue.add(neighbour);
                }
            }
        }
        return distances;
    }

    /// Lays one island below `top`; gives the next free height.
    private double place(List<String> island, double top, Map<String, Position> free) {
        Map<String, Integer> distances = distances(island.getFirst());
        Map<Integer, List<String>> columns = new TreeMap<>();
        island.forEach(name -> columns.computeIfAbsent(distances.getOrDefault(name, 0), _ -> new ArrayList<>())
                .add(name));
        int widest = columns.values().stream().mapToInt(List::size).max().orElse(1);
        int rows = Math.min(MAX_ROWS, widest);
        Map<String, Double> heights = new HashMap<>();
        double x = MARGIN;
        for (List<String> names : columns.values()) {
            // near those of the column before, which are placed already
            names.sort(Comparator.comparingDouble(name -> meanHeight(name, heights)));
            double first = top + (rows - Math.min(rows, names.size())) * ROW / 2;
            for (int i = 0; i < names.size(); i++) {
                double y = first + i % rows * ROW;
                heights.put(names.get(i), y);
                int beside = i / rows;
                free.put(names.get(i), new Position(x + beside * COLUMN, y));
            }
            int width = Math.ceilDiv(names.size(), rows);
            x += width * COLUMN;
        }
        return top + rows * ROW;
    }

    private double meanHeight(String name, Map<String, Double> heights) {
        return neighbours.getOrDefault(name, Set.of()).stream()
                .filter(heights::containsKey)
                .mapToDouble(n -> heights.getOrDefault(n, 0.0))
                .average()
                .orElse(0);
    }
}
