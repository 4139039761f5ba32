package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Context;

/// All labs: those that run, and those that could.
final class ListPage {
    private static final double GAP = 16;

    private final Context context;
    private final Texts texts;
    private final LabStatus states;
    private final Deeds deeds;
    private final Label count = Parts.label("", "page-count");
    private final VBox groups = new VBox(20);
    private final StackPane message = new StackPane();
    private final VBox page = new VBox();
    private List<Object> shown = List.of();

    /// What is done here.
    record Deeds(Consumer<LabEntry> open, Consumer<LabEntry> start, Runnable file) {}

    ListPage(Context context, LabStatus states, Deeds deeds) {
        this.context = context;
        this.texts = context.texts();
        this.states = states;
        this.deeds = deeds;
        Button file = Parts.button(Icon.FOLDER, texts.text("ui.labs.file"));
        file.setId("lab-file");
        file.setOnAction(e -> deeds.file().run());
        var head = new HBox(Parts.label(texts.text("ui.place.labs"), "title"), count, Parts.spacer(), file);
        head.getStyleClass().add("page-head");
        var scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        message.setManaged(false);
        page.getChildren().addAll(head, message, scroll);
        page.getStyleClass().add("work");
        page.setId("labs-list");
    }

    Node node() {
        return page;
    }

    void show(LabsModel model, LabWorks works) {
        List<LabEntry> up = model.up();
        List<LabEntry> down = model.down();
        boolean connected = context.live().connection().connected();
        List<Object> next = new ArrayList<>(List.of(up, down, connected));
        up.forEach(e -> next.add(states.of(e, Map.of()).lights()));
        down.forEach(e -> next.add(works.of(e.name()).kind()));
        if (next.equals(shown)) {
            return; // the focus stays where it is
        }
        shown = List.copyOf(next);
        count.setText(Integer.toString(up.size() + down.size()));
        groups.getChildren().clear();
        group("ui.labs.group.up", up, works, connected);
        group("ui.labs.group.down", down, works, connected);
    }

    /// The first card, else the page.
    Node first() {
        Node card = page.lookup(".lab-card");
        return card == null ? page : card;
    }

    /// Why a file could not be opened; empty: put away.
    void message(String words) {
        message.getChildren().clear();
        message.setManaged(!words.isEmpty());
        if (!words.isEmpty()) {
            Button away = Parts.iconButton(Icon.CLOSE, texts.text("ui.dismiss"));
            away.getStyleClass().add("compact");
            away.setOnAction(e -> message(""));
            HBox banner = Parts.banner(Tone.BAD, Icon.WARNING, words, away);
            banner.setId("file-failure");
            message.getChildren().setAll(banner);
        }
    }

    private void group(String title, List<LabEntry> entries, LabWorks works, boolean connected) {
        if (entries.isEmpty()) {
            return;
        }
        var cards = new FlowPane(GAP, GAP);
        boolean first = title.equals("ui.labs.group.down");
        for (LabEntry e : entries) {
            cards.getChildren().add(card(e, works.of(e.name()), connected, first));
            first = false;
        }
        groups.getChildren().add(new VBox(10, Parts.label(texts.text(title), "section"), cards));
    }

    private LabCard card(LabEntry entry, LabWork work, boolean connected, boolean primary) {
        Button next;
        if (entry.running() != null) {
            next = Parts.button(null, texts.text("ui.labs.open"));
            next.setOnAction(e -> deeds.open().accept(entry));
        } else {
            String start = texts.text("ui.labs.start");
            next = primary ? Parts.primary(Icon.PLAY, start) : Parts.button(Icon.PLAY, start);
            next.setDisable(!connected || work.busy());
            next.setOnAction(e -> deeds.start().accept(entry));
        }
        next.setId("card-" + entry.name());
        return new LabCard(
                entry,
                states.of(entry, Map.of()),
                state(entry, work),
                texts,
                () -> deeds.open().accept(entry),
                next);
    }

    private Label state(LabEntry entry, LabWork work) {
        LabView lab = entry.running();
        String word = lab != null
                ? context.sentences().labState(lab.state())
                : work.kind().equals("up") ? context.sentences().labState("STARTING") : texts.text("ui.labs.off");
        return Parts.pill(LabCard.tone(entry), Inspector.capital(word, texts.locale()));
    }
}
