package org.darsena.app.labs;

import java.util.Locale;
import java.util.Optional;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.topology.Drawings;
import org.darsena.app.topology.Hit;
import org.darsena.app.view.Context;
import org.darsena.model.lab.LabDocument.Link;

/// What a screen reader says of the drawing: what is picked in it, else what it is.
final class Spoken {
    private Spoken() {}

    static String of(LabEntry entry, Optional<Hit> picked, LabStatus states, Context context) {
        Texts texts = context.texts();
        return switch (picked.orElse(null)) {
            case Hit.OnCard(String name) -> card(entry, name, states, context);
            case Hit.OnCable(int number) -> {
                Link link = entry.document().links().get(number);
                yield texts.text(
                        "ui.labs.link", "a", link.a().node(), "b", link.b().node());
            }
            case null -> texts.text("ui.labs.drawing", "name", entry.name(), "n", entry.nodes());
        };
    }

    private static String card(LabEntry entry, String name, LabStatus states, Context context) {
        Texts texts = context.texts();
        LabView lab = entry.running();
        ContainerView container = lab == null ? null : states.container(lab, name);
        String kind = entry.document().nodes().stream()
                .filter(n -> n.name().equals(name))
                .map(n -> texts.text("ui.labs.kind." + n.kind().name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(texts.text("ui.labs.kind.network"));
        String note = Drawings.of(entry.document(), texts)
                .card(name)
                .map(c -> c.note())
                .orElse("");
        String state = container == null ? "" : context.sentences().state(container.state());
        return texts.text("ui.labs.spoken", "name", name, "kind", kind, "state", state, "note", note);
    }
}
