package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Status;
import org.darsena.app.topology.Status.Badge;
import org.darsena.app.topology.Status.Wire;
import org.darsena.app.view.Column;
import org.darsena.app.view.LiveState;
import org.darsena.model.container.ContainerState;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument.Link;
import org.jspecify.annotations.Nullable;

/// How a lab's nodes and cables are doing, from what the window knows of its containers and links.
final class LabStatus {
    private final LiveState live;
    private final Texts texts;
    private final Rates rates;

    LabStatus(LiveState live, Texts texts) {
        this.live = live;
        this.texts = texts;
        this.rates = new Rates(texts.locale());
    }

    /// @param full of which cables it is known whether their OSPF neighbours are Full
    Status of(LabEntry entry, Map<Integer, Boolean> full) {
        return of(entry, full, Map.of());
    }

    /// @param results of the last checks, by name of check: a node from which one failed is marked
    Status of(LabEntry entry, Map<Integer, Boolean> full, Map<String, CheckResult> results) {
        LabView lab = entry.running();
        if (lab == null) {
            return Status.OFF;
        }
        Map<String, Tone> lights = new HashMap<>();
        entry.document().nodes().forEach(n -> lights.put(n.name(), tone(lab, container(lab, n.name()))));
        for (Check check : entry.document().checks()) {
            CheckResult result = results.get(check.name());
            if (result != null && !result.held()) {
                lights.computeIfPresent(check.node(), (node, tone) -> tone == Tone.OK ? Tone.BAD : tone);
            }
        }
        List<Wire> wires = new ArrayList<>();
        boolean going = lab.state().equals("STARTING") || lab.state().equals("STOPPING");
        for (int i = 0; i < entry.document().links().size(); i++) {
            wires.add(wire(entry, lab, i, going, full.get(i)));
        }
        return new Status(lights, wires);
    }

    /// The container of a node; null: it has none yet.
    @Nullable
    ContainerView container(LabView lab, String node) {
        String id = lab.nodes().get(node);
        return id == null ? null : live.container(id);
    }

    /// Running nodes of it.
    int running(LabView lab) {
        return (int) lab.nodes().values().stream()
                .map(live::container)
                .filter(c -> c != null && runs(c))
                .count();
    }

    /// A node's state as a light.
    static Tone tone(LabView lab, @Nullable ContainerView container) {
        if (container == null) {
            return lab.state().equals("STARTING") ? Tone.ACCENT : Tone.IDLE;
        }
        return switch (container.state()) {
            case RUNNING -> Tone.OK;
            case STOPPED -> stopped(lab, container);
            case CREATING, STARTING, FROZEN, STOPPING, DELETING -> Tone.ACCENT;
        };
    }

    /// One that has never run waits while its lab starts; one that was killed or failed needs attention.
    private static Tone stopped(LabView lab, ContainerView container) {
        boolean failed = container.reason().equals("oom") || container.reason().equals("start-failed");
        return failed ? Tone.BAD : lab.state().equals("STARTING") ? Tone.ACCENT : Tone.IDLE;
    }

    /// What goes through a cable: of both directions the busier, as a cable's capacity is one direction's. NaN: not
    /// known.
    double rate(LabView lab, int cable) {
        String subject = "link/" + lab.id() + "/" + cable;
        double there = live.latest(subject, Column.RECEIVED);
        double back = live.latest(subject, Column.SENT);
        return Double.isNaN(there) ? back : Double.isNaN(back) ? there : Math.max(there, back);
    }

    private Wire wire(LabEntry entry, LabView lab, int cable, boolean going, @Nullable Boolean full) {
        if (going) {
            return new Wire(true, true, "", false, null);
        }
        Link link = entry.document().links().get(cable);
        boolean from = up(entry, lab, link.a().node());
        boolean to = up(entry, lab, link.b().node());
        if (!from || !to) {
            return new Wire(from, to, texts.text("ui.labs.wire.off"), false, null);
        }
        double rate = rate(lab, cable);
        Badge badge = full == null
                ? null
                : new Badge(full ? Tone.OK : Tone.BAD, texts.text(full ? "ui.labs.ospf.full" : "ui.labs.ospf.not"));
        return new Wire(true, true, rates.of(rate), rate >= Rates.BUSY, badge);
    }

    private boolean up(LabEntry entry, LabView lab, String end) {
        if (entry.document().networks().stream().anyMatch(n -> n.name().equals(end))) {
            return true;
        }
        ContainerView c = container(lab, end);
        return c != null && runs(c);
    }

    private static boolean runs(ContainerView c) {
        return c.state() == ContainerState.RUNNING || c.state() == ContainerState.FROZEN;
    }
}
