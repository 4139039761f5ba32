package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.LabView;
import org.darsena.app.labs.Facts.Group;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Drawings;
import org.darsena.app.topology.Hit;
import org.darsena.app.view.Column;
import org.darsena.app.view.Context;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.jspecify.annotations.Nullable;

/// What is picked in the drawing: a node with its state, figures and configuration; a network; a cable; else the lab.
final class Inspector {
    private static final double WIDTH = 340;

    private final Context context;
    private final Texts texts;
    private final NodeActions actions;
    private final LabStatus states;
    private final Meters meters;
    private final Rates rates;
    private final VBox pane = new VBox();
    private @Nullable LabEntry entry;
    private Optional<Hit> picked = Optional.empty();
    private LabWork work = new LabWork();
    /// What the pane was made of: made anew only when that changed.
    private List<Object> shown = List.of();

    private String tab = "";
    private @Nullable Label there;
    private @Nullable Label back;

    Inspector(Context context, NodeActions actions, LabStatus states) {
        this.context = context;
        this.texts = context.texts();
        this.actions = actions;
        this.states = states;
        this.meters = new Meters(context.live(), texts);
        this.rates = new Rates(texts.locale());
        pane.getStyleClass().add("inspector");
        pane.setId("inspector");
        pane.setMinWidth(WIDTH);
        pane.setPrefWidth(WIDTH);
        pane.setMaxWidth(WIDTH);
    }

    Node node() {
        return pane;
    }

    /// Shows what is picked of this lab as it is now.
    void show(LabEntry lab, LabWork now, Optional<Hit> hit) {
        entry = lab;
        work = now;
        picked = hit;
        refresh();
    }

    /// New figures are in.
    void figures() {
        meters.figures();
        cableFigures();
    }

    private void refresh() {
        LabEntry e = entry;
        if (e == null) {
            return;
        }
        ContainerView container = container(e);
        meters.show(container);
        String refusal = container == null ? null : actions.verbs().refusal(container.id());
        List<Object> next = new ArrayList<>(List.of(e, picked, work.valid()));
        next.add(container == null ? "" : container);
        next.add(refusal == null ? "" : refusal);
        next.add(container != null && actions.verbs().busy(container.id()));
        if (next.equals(shown)) {
            return; // what is selected in a field stays so
        }
        shown = List.copyOf(next.stream().map(Objects::requireNonNull).toList());
        there = null;
        back = null;
        pane.getChildren().setAll(content(e, container, refusal));
        figures();
    }

    private @Nullable ContainerView container(LabEntry e) {
        LabView lab = e.running();
        return lab != null && picked.orElse(null) instanceof Hit.OnCard(String name)
                ? states.container(lab, name)
                : null;
    }

    private List<Node> content(LabEntry e, @Nullable ContainerView container, @Nullable String refusal) {
        if (picked.orElse(null) instanceof Hit.OnCable(int number)
                && number < e.document().links().size()) {
            return cable(e, number);
        }
        if (picked.orElse(null) instanceof Hit.OnCard(String name)) {
            for (org.darsena.model.lab.Node node : e.document().nodes()) {
                if (node.name().equals(name)) {
                    return machine(e, node, container, refusal);
                }
            }
            for (Network network : e.document().networks()) {
                if (network.name().equals(name)) {
                    Icon icon = Drawings.icon(network.type());
                    String kind = texts.text(
                            "ui.labs.network." + network.type().name().toLowerCase(Locale.ROOT));
                    return List.of(head(icon, name, null), sub(kind), body(new Facts(e.document(), texts).of(network)));
                }
            }
        }
        return whole(e);
    }

    private List<Node> whole(LabEntry e) {
        List<Node> all = new ArrayList<>();
        all.add(head(Icon.LABS, e.name(), null));
        String title = e.document().title();
        all.add(sub(title == null ? texts.text("ui.labs.kind.lab") : title));
        VBox body = FactsBox.of(new Facts(e.document(), texts).all());
        body.getChildren().add(Parts.wrapped(texts.text("ui.labs.pick"), "small"));
        all.add(scrolled(body));
        return all;
    }

    private List<Node> machine(
            LabEntry e, org.darsena.model.lab.Node node, @Nullable ContainerView container, @Nullable String refusal) {
        List<Node> all = new ArrayList<>();
        all.add(head(Drawings.icon(node.kind()), node.name(), pill(e, container)));
        all.add(sub(texts.text("ui.labs.kind." + node.kind().name().toLowerCase(Locale.ROOT))));
        if (container != null) {
            all.add(buttons(container));
            if (refusal != null) {
                all.add(refused(container, refusal));
            }
            String reason = context.sentences().reason(container);
            if (!reason.isEmpty()) {
                all.add(margin(Parts.wrapped(reason, "bad")));
            }
            all.add(margin(meters.node()));
        }
        var facts = new Facts(e.document(), texts);
        var tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        if (node.firewall() != null) {
            tabs.getTabs().add(tab("zones", zones(e, node.firewall().zones().keySet())));
        }
        tabs.getTabs().add(tab("network", FactsBox.of(facts.network(node))));
        tabs.getTabs().add(tab("start", FactsBox.of(facts.start(node))));
        tabs.getTabs().stream()
                .filter(t -> tab.equals(t.getId()))
                .findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
        tabs.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> tab = now.getId());
        VBox.setVgrow(tabs, Priority.ALWAYS);
        all.add(tabs);
        return all;
    }

    private VBox zones(LabEntry e, Set<String> on) {
        var matrix = ZoneMatrix.of(e.document(), on, work.valid(), texts);
        var box = new VBox(12, Parts.wrapped(texts.text("ui.labs.zone.what"), "small"), MatrixGrid.of(matrix, texts));
        long tried = work.valid().size();
        if (tried > 0) {
            boolean all = work.held() == tried;
            box.getChildren()
                    .add(Parts.wrapped(
                            texts.text(
                                    all ? "ui.labs.zone.held" : "ui.labs.zone.some", "n", tried, "held", work.held()),
                            "small"));
        }
        return box;
    }

    private List<Node> cable(LabEntry e, int number) {
        Link link = e.document().links().get(number);
        String name =
                texts.text("ui.labs.link", "a", link.a().node(), "b", link.b().node());
        VBox body = FactsBox.of(new Facts(e.document(), texts).of(link));
        if (e.running() != null) {
            there = Parts.label("", "num");
            back = Parts.label("", "num");
            var flow = new VBox(8, Parts.label(texts.text("ui.labs.group.flow"), "section"));
            flow.getChildren().add(flowRow(link.a().node(), link.b().node(), there));
            flow.getChildren().add(flowRow(link.b().node(), link.a().node(), back));
            body.getChildren().add(flow);
        }
        return List.of(head(Icon.LINK, name, null), sub(texts.text("ui.labs.kind.link")), scrolled(body));
    }

    private Node flowRow(String from, String to, Label value) {
        return Parts.row(
                12, Parts.label(texts.text("ui.labs.link", "a", from, "b", to), "mute"), Parts.spacer(), value);
    }

    private void cableFigures() {
        LabEntry e = entry;
        if (e == null
                || e.running() == null
                || there == null
                || back == null
                || !(picked.orElse(null) instanceof Hit.OnCable(int number))) {
            return;
        }
        String subject = "link/" + e.running().id() + "/" + number;
        there.setText(rates.of(context.live().latest(subject, Column.RECEIVED)));
        back.setText(rates.of(context.live().latest(subject, Column.SENT)));
    }

    private Node head(Icon icon, String name, @Nullable Node pill) {
        Label title = Parts.label(name, "title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(Icons.of(icon, 20), title);
        if (pill != null) {
            head.getChildren().add(pill);
        }
        head.getStyleClass().add("detail-head");
        return head;
    }

    private @Nullable Node pill(LabEntry e, @Nullable ContainerView container) {
        LabView lab = e.running();
        if (lab == null) {
            return null;
        }
        Tone tone = LabStatus.tone(lab, container);
        String word = container == null
                ? context.sentences().labState(lab.state())
                : context.sentences().state(container.state());
        return Parts.pill(tone, capital(word, texts.locale()));
    }

    static String capital(String word, Locale locale) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(locale) + word.substring(1);
    }

    private static Node sub(String text) {
        return margin(Parts.wrapped(text, "small"));
    }

    private Node buttons(ContainerView container) {
        HBox row = new HBox();
        row.getStyleClass().add("actions");
        Button terminal = Parts.button(Icon.TERMINAL, texts.text("ui.terminal"));
        terminal.setId("node-terminal");
        terminal.setDisable(!actions.canTerminal(container));
        terminal.setOnAction(e -> actions.terminal(container));
        row.getChildren().add(terminal);
        for (Action action : actions.possible(container)) {
            Button button = action == Action.RESTART
                    ? Parts.iconButton(
                            ActionIcons.of(action), context.sentences().verb(action))
                    : Parts.button(ActionIcons.of(action), context.sentences().verb(action));
            button.setId("node-" + action.name().toLowerCase(Locale.ROOT));
            button.setOnAction(e -> actions.run(action, container));
            row.getChildren().add(button);
        }
        Button open = Parts.iconButton(Icon.EXTERNAL, texts.text("ui.labs.open.container"));
        open.setId("node-open");
        open.setOnAction(e -> context.openContainer(container.id()));
        row.getChildren().addAll(open);
        return row;
    }

    private Node refused(ContainerView container, String sentence) {
        Button away = Parts.iconButton(Icon.CLOSE, texts.text("ui.dismiss"));
        away.getStyleClass().add("compact");
        away.setOnAction(e -> actions.verbs().dismiss(container.id()));
        return margin(Parts.banner(Tone.BAD, Icon.WARNING, sentence, away));
    }

    private Tab tab(String id, VBox content) {
        var tab = new Tab(texts.text("ui.labs.tab." + id), scrolled(content));
        tab.setId(id);
        return tab;
    }

    private Node body(List<Group> groups) {
        return scrolled(FactsBox.of(groups));
    }

    private static Node margin(Node node) {
        VBox.setMargin(node, new Insets(2, 18, 8, 18));
        return node;
    }

    private static ScrollPane scrolled(VBox content) {
        content.getStyleClass().add("detail-body");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }
}
