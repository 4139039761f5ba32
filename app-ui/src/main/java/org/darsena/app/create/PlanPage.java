package org.darsena.app.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.SpecWriter;
import org.darsena.model.plan.ContainerPlan;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.Planner;
import org.darsena.model.plan.Words;
import org.darsena.model.validate.ContainerRules;

/// What will happen: the plan in words, as commands, as system calls, and the document it is made from.
final class PlanPage {
    private static final int FEW = 2;
    private static final double WIDE = 720;

    private final Context context;
    private final Texts texts;
    private final ContainerPlan plan;
    private final PlanLines words;
    private final List<Words.Line> lines;
    private final String document;
    private final TabPane tabs = new TabPane();

    PlanPage(Context context, ContainerSpec spec, Facts.Machine machine) {
        this.context = context;
        this.texts = context.texts();
        this.plan = Planner.plan(spec, Facts.preview(spec.name(), spec.image(), machine));
        this.words = new PlanLines(texts);
        this.lines = words.of(plan);
        this.document = SpecWriter.write(spec);
    }

    int steps() {
        return lines.size();
    }

    Node node() {
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setId("plan");
        tabs.getTabs()
                .addAll(
                        tab("words", rows(this::words, warnings())),
                        tab("commands", rows(this::commands)),
                        tab("calls", rows(this::calls)),
                        tab("document", document()));
        tabs.getSelectionModel().select(remembered());
        tabs.getSelectionModel()
                .selectedIndexProperty()
                .addListener((o, before, now) -> context.memory().put("create.plan", now.toString()));
        Button copy = tool("ui.copy", Icon.COPY, this::copy);
        copy.setId("plan-copy");
        Button save = tool("ui.create.save", Icon.SAVE, this::save);
        HBox tools = new HBox(4, copy, save);
        tools.setMaxSize(HBox.USE_PREF_SIZE, HBox.USE_PREF_SIZE);
        StackPane.setAlignment(tools, javafx.geometry.Pos.TOP_RIGHT);
        StackPane.setMargin(tools, new javafx.geometry.Insets(4, 0, 0, 0));
        var page = new StackPane(tabs, tools);
        // beside the tabs there is room for words in a wide window only
        page.widthProperty().addListener((o, before, now) -> {
            var display = page.getWidth() < WIDE ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TEXT_ONLY;
            copy.setContentDisplay(display);
            save.setContentDisplay(display);
        });
        return page;
    }

    private Button tool(String key, Icon icon, Runnable does) {
        Button tool = Parts.flat(icon, texts.text(key));
        tool.setTooltip(new Tooltip(texts.text(key)));
        tool.setContentDisplay(ContentDisplay.TEXT_ONLY);
        tool.setOnAction(e -> does.run());
        return tool;
    }

    private int remembered() {
        return Math.clamp((int) context.memory().number("create.plan", 0), 0, 3);
    }

    private interface RowMaker {
        Node row(int number, Words.Line line);
    }

    private Node rows(RowMaker maker, Node... above) {
        VBox box = new VBox(above);
        for (int i = 0; i < lines.size(); i++) {
            box.getChildren().add(maker.row(i + 1, lines.get(i)));
        }
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        return scroll;
    }

    /// What of it is dangerous, each by name with the reason.
    private VBox warnings() {
        VBox box = new VBox(2);
        box.setId("plan-warnings");
        for (Problem problem : ContainerRules.check(plan.spec())) {
            String said = context.sentences().bare(problem);
            box.getChildren().add(Parts.wrapped(texts.text("cli.warning", "what", said), "small"));
        }
        return box;
    }

    private Node words(int number, Words.Line line) {
        Label why = Parts.wrapped(texts.find(line.id() + ".why", line.args()).orElse(""), "small");
        return new StepRow(number, new VBox(2, sentence(line), why));
    }

    private Node commands(int number, Words.Line line) {
        Label commands = Parts.wrapped("", "mono");
        Label calls = Parts.wrapped(line.calls(), "mono", "faint");
        var row = new StepRow(number, sentence(line), commands, calls);
        boolean folds = line.commands().size() > FEW + 1;
        fold(commands, line, folds);
        if (folds) {
            row.getStyleClass().add("folded");
            row.setOnMouseClicked(e -> fold(commands, line, !Boolean.TRUE.equals(commands.getUserData())));
        }
        return row;
    }

    private void fold(Label commands, Words.Line line, boolean fold) {
        commands.setUserData(fold);
        List<String> some = fold ? line.commands().subList(0, FEW) : line.commands();
        String rest = fold
                ? "\n"
                        + texts.text(
                                "ui.create.commands.more", "n", line.commands().size() - FEW)
                : "";
        commands.setText(String.join("\n", some) + rest);
    }

    private Node calls(int number, Words.Line line) {
        return new StepRow(number, sentence(line), Parts.wrapped(line.calls(), "mono"));
    }

    private Node document() {
        var area = new TextArea(document);
        area.setEditable(false);
        area.getStyleClass().add("mono");
        area.setId("plan-document");
        VBox box = new VBox(area);
        VBox.setVgrow(area, Priority.ALWAYS);
        box.setPadding(new javafx.geometry.Insets(12, 0, 4, 0));
        return box;
    }

    private Label sentence(Words.Line line) {
        return Parts.wrapped(words.said(line), "strong");
    }

    private Tab tab(String id, Node content) {
        return new Tab(texts.text("ui.create.plan." + id), content);
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(
                switch (tabs.getSelectionModel().getSelectedIndex()) {
                    case 1 -> script();
                    case 3 -> document;
                    case 2 -> spoken(true);
                    default -> spoken(false);
                });
        Clipboard.getSystemClipboard().setContent(content);
    }

    private String spoken(boolean calls) {
        var out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(i + 1).append(". ").append(words.said(lines.get(i)));
            out.append(calls ? ": " + lines.get(i).calls() : "").append('\n');
        }
        return out.toString();
    }

    /// The model's script, with our sentences in place of their ids.
    String script() {
        String script = Words.script(plan);
        for (Words.Line line : lines) {
            script = script.replace("# " + line.id() + "\n", "# " + words.said(line) + "\n");
        }
        return script;
    }

    private void save() {
        var chooser = new FileChooser();
        boolean json = tabs.getSelectionModel().getSelectedIndex() == 3;
        chooser.setInitialFileName(plan.spec().name() + (json ? ".json" : ".sh"));
        var file = chooser.showSaveDialog(tabs.getScene().getWindow());
        if (file != null) {
            write(file.toPath(), json ? document : script());
        }
    }

    private void write(Path file, String text) {
        context.ask(
                () -> {
                    try {
                        Files.writeString(file, text);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                },
                saved -> context.say(texts.text(saved ? "ui.saved" : "ui.not.saved", "file", file)));
    }
}
