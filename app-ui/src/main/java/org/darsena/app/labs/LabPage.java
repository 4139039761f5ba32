package org.darsena.app.labs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Drawing;
import org.darsena.app.topology.Drawings;
import org.darsena.app.topology.Hit;
import org.darsena.app.topology.Point;
import org.darsena.app.topology.Status;
import org.darsena.app.view.Context;
import org.darsena.app.view.Focus;
import org.jspecify.annotations.Nullable;

/// One opened lab: head, drawing, inspector, checks.
final class LabPage {
    /// With less height than this, as above a terminal, the drawing needs what the checks take.
    private static final double ROOM = 560;

    private final Context context;
    private final Texts texts;
    private final LabWorks works;
    private final LabStatus states;
    private final NodeActions actions;
    private final LabHead head;
    private final TopologyPane topology = new TopologyPane();
    private final Button percent = Parts.button(null, "100 %");
    private final Inspector inspector;
    private final ChecksPane checks;
    private final StackPane message = new StackPane();
    private final BorderPane page = new BorderPane();
    private @Nullable LabEntry entry;
    private Drawing drawing = new Drawing(List.of(), List.of(), List.of());
    private Map<Integer, Boolean> full = Map.of();
    private @Nullable ContextMenu menu;
    private String failure = "";
    /// Whether the button to start it could not take the focus yet, as the helper is not reached.
    private boolean waiting;
    private boolean asking;

    LabPage(Context context, LabWorks works, NodeActions actions, LabStatus states, Runnable back) {
        this.context = context;
        this.texts = context.texts();
        this.works = works;
        this.actions = actions;
        this.states = states;
        this.head = new LabHead(texts, context.sentences(), deeds(back));
        this.inspector = new Inspector(context, actions, states);
        this.checks = new ChecksPane(texts, () -> running(works::check));
        checks.onPick(node -> topology.select(new Hit.OnCard(node)));
        topology.onSelect(hit -> refresh());
        topology.onOpen(name -> container(name).ifPresent(actions::terminal));
        topology.onMenu(this::menu);
        topology.onZoom(() -> percent.setText(Math.round(topology.scale() * 100) + " %"));
        arrange();
    }

    Node node() {
        return page;
    }

    TopologyPane topology() {
        return topology;
    }

    /// Which lab is shown; empty: none yet.
    Optional<LabEntry> entry() {
        return Optional.ofNullable(entry);
    }

    /// What does not run wants to be started; what does, to be looked at.
    void focus() {
        Node next = head.next();
        waiting = next != null && next.isDisabled();
        Focus.to(next == null || waiting ? topology : next);
    }

    /// Shows another lab.
    void open(LabEntry lab) {
        entry = lab;
        failure = "";
        asking = false;
        message.getChildren().clear();
        derive();
        topology.open(drawing, status());
        refresh();
    }

    /// Shows the same lab as it is now.
    void update(LabEntry lab) {
        boolean other = entry == null || !entry.document().equals(lab.document());
        entry = lab;
        if (other) {
            derive();
        }
        refresh();
    }

    /// Terminals came below, or went: while they are there, the checks leave their room to the drawing.
    void terminals(boolean open) {
        checks.fold(open);
    }

    /// New figures are in.
    void figures() {
        if (entry != null && entry.running() != null) {
            topology.show(drawing, status());
            inspector.figures();
        }
    }

    /// The inspector takes no more than it needs, the drawing the rest.
    private void arrange() {
        page.setTop(head.node());
        var middle = new StackPane(topology, zoomBar(), message);
        middle.setMinSize(0, 0);
        message.setPickOnBounds(false);
        StackPane.setAlignment(message, Pos.TOP_CENTER);
        StackPane.setMargin(message, new Insets(12, 16, 0, 16));
        page.setCenter(middle);
        page.setRight(inspector.node());
        page.setBottom(checks.node());
        page.setId("lab-page");
        page.heightProperty().addListener((o, before, now) -> {
            boolean low = now.doubleValue() < ROOM;
            if (low != before.doubleValue() < ROOM) {
                checks.fold(low); // who unfolds them goes on seeing them
            }
        });
        // before the drawing, which takes every Enter
        page.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        page.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> waiting = false);
        page.addEventFilter(KeyEvent.KEY_PRESSED, e -> waiting = false);
    }

    private void pressed(KeyEvent e) {
        if (e.isShortcutDown() && e.getCode() == KeyCode.ENTER) {
            head.start();
        } else if (e.isShortcutDown() && e.getCode() == KeyCode.PERIOD) {
            head.stop();
        } else {
            return;
        }
        e.consume();
    }

    private void refresh() {
        LabEntry e = entry;
        if (e == null) {
            return;
        }
        LabWork work = works.of(e.name());
        boolean connected = context.live().connection().connected();
        full = Adjacencies.full(e.document(), work.valid());
        head.show(e, work, e.running() == null ? 0 : states.running(e.running()), connected);
        topology.show(drawing, status());
        inspector.show(e, work, topology.selected());
        checks.show(e, work, connected);
        failed(work);
        if (waiting) {
            focus();
        }
        topology.setAccessibleText(Spoken.of(e, topology.selected(), states, context));
    }

    private void derive() {
        if (entry != null) {
            drawing = Drawings.of(entry.document(), texts);
        }
    }

    private Status status() {
        return entry == null
                ? Status.OFF
                : states.of(entry, full, works.of(entry.name()).valid());
    }

    /// Why it came to nothing, where it was asked for.
    private void failed(LabWork work) {
        String words = String.join("\n", work.problems);
        String now = work.failure.isEmpty() ? "" : work.failure + (words.isEmpty() ? "" : "\n" + words);
        if (asking && (entry == null || entry.running() == null)) {
            keep();
        }
        if (now.equals(failure)) {
            return;
        }
        failure = now;
        asking = false;
        message.getChildren().clear();
        if (now.isEmpty()) {
            return;
        }
        Button away = Parts.iconButton(Icon.CLOSE, texts.text("ui.dismiss"));
        away.getStyleClass().add("compact");
        away.setOnAction(e -> {
            if (entry != null) {
                works.dismiss(entry.name());
            }
        });
        say("lab-failure", Parts.banner(Tone.BAD, Icon.WARNING, now, away));
    }

    private void say(String id, HBox banner) {
        banner.setId(id);
        banner.setMaxWidth(640);
        banner.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(banner, Pos.TOP_CENTER);
        message.getChildren().setAll(banner);
    }

    /// Asks once, as what goes with a lab does not come back.
    void askDown() {
        LabEntry e = entry;
        if (e == null || e.running() == null) {
            return;
        }
        Button down = Parts.danger(null, texts.text("ui.labs.stop"));
        down.setId("lab-down");
        down.setMinWidth(Region.USE_PREF_SIZE);
        down.setOnAction(a -> {
            keep();
            running(works::down);
        });
        Button keep = Parts.button(null, texts.text("ui.labs.stop.keep"));
        keep.setId("lab-keep");
        keep.setMinWidth(Region.USE_PREF_SIZE);
        keep.setOnAction(a -> keep());
        String question = texts.text(
                "ui.labs.stop.ask", "name", e.name(), "n", e.running().nodes().size());
        HBox banner = Parts.banner(Tone.WARN, Icon.WARNING, question, keep, down);
        banner.setOnKeyPressed(k -> {
            if (k.getCode() == KeyCode.ESCAPE) {
                keep();
                k.consume();
            }
        });
        asking = true;
        failure = "";
        say("lab-ask", banner);
        keep.requestFocus();
    }

    private void keep() {
        asking = false;
        message.getChildren().clear();
        topology.requestFocus();
    }

    private Node zoomBar() {
        Button less = Parts.button(null, "−");
        less.setId("zoom-out");
        less.setAccessibleText(texts.text("ui.labs.zoom.out"));
        less.setOnAction(e -> topology.zoomStep(false));
        Button more = Parts.button(null, "+");
        more.setId("zoom-in");
        more.setAccessibleText(texts.text("ui.labs.zoom.in"));
        more.setOnAction(e -> topology.zoomStep(true));
        percent.setId("zoom-100");
        percent.setMinWidth(66);
        percent.setAccessibleText(texts.text("ui.labs.zoom.full"));
        percent.setOnAction(e -> topology.zoom(1));
        Button fit = Parts.button(null, texts.text("ui.labs.zoom.fit"));
        fit.setId("zoom-fit");
        fit.setOnAction(e -> topology.fit());
        HBox bar = Parts.row(6, less, percent, more, fit);
        bar.getStyleClass().add("zoom-bar");
        bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(bar, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(bar, new Insets(0, 14, 14, 0));
        bar.getChildren().forEach(n -> n.setFocusTraversable(true));
        return bar;
    }

    private void menu(String node, Point at) {
        if (menu != null) {
            menu.hide();
        }
        container(node).ifPresent(c -> {
            menu = actions.menu(c);
            menu.show(topology, at.x(), at.y());
        });
    }

    private Optional<ContainerView> container(String node) {
        LabEntry e = entry;
        return e == null || e.running() == null
                ? Optional.empty()
                : Optional.ofNullable(states.container(e.running(), node));
    }

    private void running(Consumer<LabView> what) {
        if (entry != null && entry.running() != null) {
            what.accept(entry.running());
        }
    }

    private LabHead.Deeds deeds(Runnable back) {
        return new LabHead.Deeds() {
            @Override
            public void back() {
                back.run();
            }

            @Override
            public void start() {
                if (entry != null) {
                    works.up(entry);
                }
            }

            @Override
            public void check() {
                running(works::check);
            }

            @Override
            public void stop() {
                askDown();
            }

            @Override
            public void cancel() {
                if (entry != null) {
                    works.cancel(entry.name());
                }
            }
        };
    }
}
