package org.darsena.app.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.machine.Report.Check;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Context;
import org.darsena.app.view.Figures;
import org.darsena.app.view.View;

/// The doctor's report as a page.
public final class MachineView implements View {
    private static final String OTHERS = "others";
    private static final List<String> LEFT = List.of("namespace", "cgroup");
    private static final Map<String, String> GROUPS = Map.of(
            "namespace", "namespace",
            "cgroup", "cgroup",
            "link", "network",
            "netem", "network",
            "nft", "network",
            "forwarding", "network",
            "lsm", "protection",
            "seccomp", "protection",
            "capabilities", "protection");

    private final Context context;
    private final Texts texts;
    private final Said said;
    private final StackPane body = new StackPane();
    private final Label note = Parts.label("", "page-count");
    private final VBox root;

    public MachineView(Context context) {
        this.context = context;
        this.texts = context.texts();
        this.said = new Said(texts);
        Button again = Parts.iconButton(Icon.REFRESH, texts.text("ui.refresh"));
        again.setOnAction(e -> ask());
        HBox head = new HBox(Parts.label(texts.text("ui.place.machine"), "title"), note, Parts.spacer(), again);
        head.getStyleClass().add("page-head");
        VBox.setVgrow(body, Priority.ALWAYS);
        root = new VBox(head, body);
        root.getStyleClass().add("work");
        root.setId("machine");
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void shown() {
        ask();
    }

    private void ask() {
        context.ask(
                () -> Report.parse(context.helper().doctor()),
                this::show,
                failure -> body.getChildren()
                        .setAll(Parts.empty(
                                Icon.MACHINE,
                                texts.text("ui.machine.unknown"),
                                context.sentences().of(failure))));
    }

    private void show(Report report) {
        if (report.checks().isEmpty()) {
            body.getChildren()
                    .setAll(Parts.empty(
                            Icon.MACHINE, texts.text("ui.machine.unknown"), texts.text("ui.machine.unknown.more")));
            return;
        }
        long ok = report.checks().stream().filter(Check::ok).count();
        note.setText(
                texts.text("ui.machine.held", "n", ok, "all", report.checks().size()));
        VBox left = column();
        VBox right = column();
        left.getChildren().add(summary(report));
        grouped(report)
                .forEach((group, checks) ->
                        (LEFT.contains(group) ? left : right).getChildren().add(card(group, checks)));
        HBox columns = new HBox(16, left, right);
        columns.setMaxWidth(1180);
        var scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        body.getChildren().setAll(scroll);
    }

    private static VBox column() {
        VBox column = new VBox(16);
        column.setMinWidth(0);
        column.setPrefWidth(500);
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private static Map<String, List<Check>> grouped(Report report) {
        Map<String, List<Check>> all = new LinkedHashMap<>();
        for (Check check : report.checks()) {
            all.computeIfAbsent(GROUPS.getOrDefault(check.group(), OTHERS), g -> new ArrayList<>())
                    .add(check);
        }
        return all;
    }

    private Node summary(Report report) {
        VBox card = Parts.card(texts.text("ui.machine.summary"), "");
        card.setSpacing(6);
        fact(card, "kernel", report.kernel());
        fact(card, "cgroup", report.cgroup());
        fact(card, "memory", new Amounts(texts.locale()).bytes(report.memory()).toString());
        fact(card, "processors", Figures.grouped(report.processors()));
        fact(card, "helper", context.live().connection().version());
        String authority = context.live().connection().authority();
        fact(
                card,
                "authority",
                texts.find("ui.machine.authority." + authority, Map.of()).orElse(authority));
        return card;
    }

    private void fact(VBox card, String key, String value) {
        Label label = Parts.label(texts.text("ui.machine." + key), "mute");
        label.setMinWidth(150);
        HBox row = new HBox(12, label, Parts.wrapped(value.isEmpty() ? "–" : value));
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        card.getChildren().add(row);
    }

    private Node card(String group, List<Check> checks) {
        long ok = checks.stream().filter(Check::ok).count();
        VBox card = Parts.card(
                texts.text("ui.machine.group." + group), texts.text("ui.machine.of", "n", ok, "all", checks.size()));
        card.setSpacing(8);
        checks.forEach(c -> card.getChildren().add(row(c)));
        return card;
    }

    private Node row(Check check) {
        Node sign = Icons.of(check.ok() ? Icon.CHECK : check.state().equals("missing") ? Icon.CROSS : Icon.WARNING);
        sign.getStyleClass()
                .add((check.ok() ? Tone.OK : check.state().equals("missing") ? Tone.BAD : Tone.WARN).styleClass());
        sign.setAccessibleText(texts.text("ui.machine.state." + check.state()));
        Label title = Parts.label(said.title(check), "strong");
        title.setMinWidth(150);
        VBox words = new VBox(1);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!check.value().isEmpty()) {
            words.getChildren().add(Parts.wrapped(check.value(), "mono", "mute"));
        }
        if (!check.ok()) {
            String detail = said.detail(check);
            if (!detail.isEmpty()) {
                words.getChildren().add(Parts.wrapped(detail));
            }
            String need = said.need(check);
            if (!need.isEmpty()) {
                words.getChildren().add(Parts.wrapped(need, "small"));
            }
        }
        HBox row = new HBox(10, sign, title, words);
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        return row;
    }
}
