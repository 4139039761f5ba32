package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.CheckResult;
import org.darsena.app.text.CheckWords;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.model.lab.Check;
import org.jspecify.annotations.Nullable;

/// The drawer below the drawing: what must and must not work, and what was seen of it.
final class ChecksPane {
    private static final double HEIGHT = 190;
    /// Its heading alone.
    private static final double FOLDED = 42;
    private static final double NAME = 264;

    private final Texts texts;
    private final CheckWords words;
    private final Tab tab = new Tab();
    private final VBox rows = new VBox();
    private final Button run;
    private final Button turn;
    private final Label note = Parts.label("", "small");
    private final StackPane drawer = new StackPane();
    private Consumer<String> onPick = node -> {};
    private boolean folded;

    /// @param all tries all checks
    ChecksPane(Texts texts, Runnable all) {
        this.texts = texts;
        this.words = new CheckWords(texts);
        this.run = Parts.button(Icon.PLAY, texts.text("ui.labs.checks.all"));
        run.setId("checks-run");
        run.getStyleClass().add("compact");
        run.setOnAction(e -> all.run());
        this.turn = Parts.iconButton(Icon.CHEVRON_DOWN, "");
        turn.setId("checks-fold");
        turn.getStyleClass().add("compact");
        turn.setOnAction(e -> fold(!folded));
        rows.getStyleClass().add("check-rows");
        rows.setId("checks");
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        tab.setContent(scroll);
        var tabs = new TabPane(tab);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        HBox tools = Parts.row(12, note, run, turn);
        tools.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(tools, Pos.TOP_RIGHT);
        StackPane.setMargin(tools, new Insets(8, 16, 0, 0));
        drawer.getChildren().addAll(tabs, tools);
        drawer.getStyleClass().add("drawer");
        drawer.setId("checks-drawer");
        drawer.setOnMouseClicked(e -> {
            if (folded) {
                fold(false);
            }
        });
        fold(false);
    }

    /// Leaves only its heading, which tells how many hold, or shows all.
    void fold(boolean now) {
        folded = now;
        double height = now ? FOLDED : HEIGHT;
        drawer.setMinHeight(height);
        drawer.setPrefHeight(height);
        drawer.setMaxHeight(height);
        String words = texts.text(now ? "ui.labs.checks.unfold" : "ui.labs.checks.fold");
        turn.setGraphic(Icons.of(now ? Icon.CHEVRON_UP : Icon.CHEVRON_DOWN));
        turn.setAccessibleText(words);
        turn.setTooltip(new Tooltip(words));
    }

    boolean isFolded() {
        return folded;
    }

    Node node() {
        return drawer;
    }

    /// Told the node of a check that was pressed.
    void onPick(Consumer<String> listener) {
        onPick = listener;
    }

    void show(LabEntry entry, LabWork work, boolean connected) {
        List<Check> checks = entry.document().checks();
        int all = checks.size();
        heading(work, all);
        run.setDisable(entry.running() == null || work.busy() || !connected || checks.isEmpty());
        note.setText(note(entry, work));
        List<Node> now = new ArrayList<>();
        for (Check check : failedFirst(checks, work)) {
            now.add(row(check, work, entry.running() != null));
        }
        if (checks.isEmpty()) {
            now.add(Parts.label(texts.text("ui.labs.checks.none"), "mute"));
        }
        rows.getChildren().setAll(now);
    }

    /// `5 of 12 failed`, in the colour of failures; else how many hold.
    private void heading(LabWork work, int all) {
        long failed = work.failed();
        tab.setText(
                failed > 0
                        ? texts.text("ui.labs.checks.failed", "failed", failed, "all", all)
                        : !work.results().isEmpty()
                                ? texts.text("ui.labs.checks.some", "held", work.held(), "all", all)
                                : texts.text("ui.labs.checks", "all", all));
        tab.getStyleClass().remove("bad-tab");
        if (failed > 0 && !work.stale) {
            tab.getStyleClass().add("bad-tab");
        }
    }

    /// In the document's order, those that failed before the others.
    private static List<Check> failedFirst(List<Check> checks, LabWork work) {
        return checks.stream()
                .sorted(Comparator.comparing(c -> {
                    CheckResult result = work.results().get(c.name());
                    return result == null || result.held();
                }))
                .toList();
    }

    private String note(LabEntry entry, LabWork work) {
        if (work.checking()) {
            return texts.text("ui.labs.checks.running");
        }
        if (work.stale) {
            return texts.text("ui.labs.checks.stale");
        }
        return entry.running() == null ? texts.text("ui.labs.checks.start") : "";
    }

    private Node row(Check check, LabWork work, boolean running) {
        CheckResult result = work.results().get(check.name());
        Label name = Parts.label(check.name(), "strong");
        name.setMinWidth(NAME);
        name.setPrefWidth(NAME);
        name.setMaxWidth(NAME);
        Label seen = Parts.label(seen(check, result, work, running), "mute");
        seen.setMinWidth(0);
        HBox.setHgrow(seen, Priority.ALWAYS);
        HBox row = new HBox(mark(result, work), name, seen);
        row.getStyleClass().add("check-row");
        if (work.stale) {
            row.getStyleClass().add("stale");
        }
        row.setAccessibleText(name.getText() + ": " + verdict(result) + seen.getText());
        row.setOnMouseClicked(e -> onPick.accept(check.node()));
        return row;
    }

    private String verdict(@Nullable CheckResult result) {
        return result == null ? "" : texts.text(result.held() ? "ui.labs.check.held" : "ui.labs.check.failed") + ". ";
    }

    private String seen(Check check, @Nullable CheckResult result, LabWork work, boolean running) {
        if (result != null) {
            return words.of(result);
        }
        if (work.checking()) {
            return texts.text("ui.labs.check.tried");
        }
        String what = check.expect() == Check.Expect.MUST ? "ui.labs.check.must" : "ui.labs.check.mustnot";
        return texts.text(running ? "ui.labs.check.untried" : what);
    }

    private static Node mark(@Nullable CheckResult result, LabWork work) {
        Node mark;
        if (result == null) {
            mark = Parts.dot(work.checking() ? Tone.ACCENT : Tone.IDLE);
        } else {
            mark = Icons.of(result.held() ? Icon.CHECK : Icon.CROSS);
            mark.getStyleClass().add(result.held() ? "ok" : "bad");
        }
        var place = new StackPane(mark);
        place.setMinSize(16, 16);
        place.setMaxSize(16, 16);
        return place;
    }
}
