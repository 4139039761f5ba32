package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.metrics.TrafficSource;
import org.darsena.runtime.net.LinkCounters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bytes through the links of all labs, and so of their nodes: once a tick one dump per namespace that holds counted
/// ends, as few of them as see every link.
///
/// Sockets are opened by the sampler's thread at the first tick and hold their namespaces alive: [#remove] closes them.
final class LinkTraffic implements TrafficSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTraffic.class);
    private static final NodeTraffic NO_NODES = new NodeTraffic(Map.of());

    private final Map<String, List<Place>> labs = new HashMap<>(); // guarded by this
    private final Map<String, NodeTraffic> nodes = new HashMap<>(); // guarded by this

    /// One namespace and what is counted there.
    ///
    /// @param ends interface → what it counts
    record View(Opener opener, Map<String, End> ends) {}

    /// Opens the counters of a namespace.
    @FunctionalInterface
    interface Opener {
        LinkCounters open() throws IOException;
    }

    /// @param outward whether what this interface sends goes from the link's end a to its end b
    record End(String subject, boolean outward) {}

    private static final class Place {
        final View view;

        @Nullable
        LinkCounters counters;

        boolean broken;

        Place(View view) {
            this.view = view;
        }

        void close() {
            if (counters != null) {
                counters.close();
                counters = null;
            }
        }
    }

    /// @param ofNodes what is told of the lab's nodes besides
    synchronized void add(String lab, List<View> views, NodeTraffic ofNodes) {
        remove(lab);
        nodes.put(lab, ofNodes);
        List<Place> places = new ArrayList<>();
        views.forEach(v -> places.add(new Place(v)));
        labs.put(lab, places);
    }

    synchronized void remove(String lab) {
        nodes.remove(lab);
        List<Place> places = labs.remove(lab);
        if (places != null) {
            places.forEach(Place::close);
        }
    }

    @Override
    public synchronized void read(Sink sink) {
        labs.forEach((lab, places) -> {
            NodeTraffic ofNodes = nodes.getOrDefault(lab, NO_NODES);
            Sink heard = ofNodes.hearing(sink);
            places.forEach(place -> read(lab, place, heard));
            ofNodes.tell(sink);
        });
    }

    /// A namespace that is gone (its node was deleted) is not asked again; the others are.
    private static void read(String lab, Place place, Sink sink) {
        if (place.broken) {
            return;
        }
        try {
            LinkCounters counters = place.counters;
            if (counters == null) {
                counters = place.view.opener().open();
                place.counters = counters;
            }
            counters.sample((name, rx, _, tx, _) -> {
                End end = place.view.ends().get(name);
                if (end != null) {
                    sink.traffic(end.subject(), end.outward() ? tx : rx, end.outward() ? rx : tx);
                }
            });
        } catch (IOException e) {
            LOG.warn("no figures of some links of lab {}", lab, e);
            place.broken = true;
            place.close();
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(labs.keySet()).forEach(this::remove);
    }
}
