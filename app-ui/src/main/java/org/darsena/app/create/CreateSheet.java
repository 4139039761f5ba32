package org.darsena.app.create;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.create.CreateModel.Complaint;
import org.darsena.app.images.Image;
import org.darsena.app.machine.Report;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.app.view.Focus;
import org.darsena.model.Problem;
import org.darsena.model.plan.Facts;

/// The sheet for a new container: steps at the left, the page of one beside them, the way on below.
public final class CreateSheet {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final double WIDE = 900;
    private static final List<Step> STEPS = List.of(Step.values());

    private final Context context;
    private final Texts texts;
    private final CreateModel model;
    private final Fields fields;
    private final Pages pages;
    private final Consumer<String> made;
    private final Runnable away;
    private final VBox steps = new VBox();
    private final VBox body = new VBox();
    private final StackPane page = new StackPane();
    private final Label title = Parts.label("", "title");
    private final Label note = Parts.label("", "mute");
    private final Label foot = Parts.wrapped("", "small");
    private final Button back;
    private final Button next;
    private final Button only;
    private final Button start;
    private final StackPane root;
    private Step step = Step.KIND;
    private Facts.Machine machine = Facts.Machine.USUAL;
    private boolean making;
    private String refusal = "";

    /// @param image to begin with; empty: the usual one
    /// @param made told the id of what was made
    /// @param away the sheet is put away
    public CreateSheet(Context context, String image, Consumer<String> made, Runnable away) {
        this.context = context;
        this.texts = context.texts();
        this.made = made;
        this.away = away;
        this.model = new CreateModel(this::taken, image.isEmpty() ? "host" : image);
        this.fields = new Fields(texts, context.sentences());
        this.pages = new Pages(texts, model, fields);
        this.back = button("back", Parts.button(null, texts.text("ui.create.back")), this::back);
        this.next = button("next", Parts.primary(null, texts.text("ui.create.next")), () -> go(after(step)));
        this.only = button("only", Parts.button(null, texts.text("ui.create.only")), () -> make(false));
        this.start = button("start", Parts.button(null, texts.text("ui.create.start")), () -> make(true));
        this.root = arrange();
        model.draft().addListener(o -> answered());
        context.ask(() -> Image.parse(context.helper().images()), pages::images, failure -> {});
        context.ask(() -> Report.parse(context.helper().doctor()).plan(), this::onThisMachine, failure -> {});
        go(Step.KIND);
    }

    /// Plans are those of a usual machine until the helper has told of this one.
    private void onThisMachine(Facts.Machine told) {
        machine = told;
        if (step == Step.PLAN && !making) {
            go(step);
        }
    }

    public Node node() {
        return root;
    }

    private StackPane arrange() {
        steps.getStyleClass().add("wizard-steps");
        VBox.setVgrow(page, Priority.ALWAYS);
        title.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        var head = new HBox(10, title, note, Parts.spacer(), close());
        head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox.setHgrow(foot, Priority.ALWAYS);
        foot.setMaxWidth(Double.MAX_VALUE);
        var feet = new HBox(foot, only, back, next, start); // where "next" was nothing is made
        feet.getStyleClass().add("wizard-foot");
        body.getStyleClass().add("wizard-body");
        body.getChildren().addAll(head, page, feet);
        HBox.setHgrow(body, Priority.ALWAYS);
        var sheet = new HBox(steps, body);
        sheet.getStyleClass().add("wizard-sheet");
        sheet.setMaxSize(1180, 820);
        sheet.setId("create");
        sheet.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        var room = new StackPane(sheet);
        room.getStyleClass().add("sheet-room");
        room.widthProperty()
                .addListener((o, before, now) -> room.pseudoClassStateChanged(NARROW, room.getWidth() < WIDE));
        return room;
    }

    /// Escape puts the sheet away; Enter in a field leads on, with Ctrl at once to the end. On a button Enter presses
    /// that one.
    private void pressed(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            away.run();
        } else if (e.getCode() == KeyCode.ENTER && e.isShortcutDown()) {
            start.fire();
        } else if (e.getCode() == KeyCode.ENTER && !(e.getTarget() instanceof ButtonBase)) {
            (step == Step.PLAN ? start : next).fire();
        } else {
            return;
        }
        e.consume();
    }

    private Button close() {
        Button close = Parts.iconButton(Icon.CLOSE, texts.text("ui.create.away"));
        close.setId("create-away");
        close.setOnAction(e -> away.run());
        return close;
    }

    private static Button button(String id, Button button, Runnable run) {
        button.setId("create-" + id);
        button.setOnAction(e -> run.run());
        return button;
    }

    private void back() {
        if (step == Step.KIND) {
            away.run();
        } else {
            go(STEPS.get(STEPS.indexOf(step) - 1));
        }
    }

    private static Step after(Step step) {
        return STEPS.get(Math.min(STEPS.size() - 1, STEPS.indexOf(step) + 1));
    }

    private void go(Step to) {
        step = to;
        refusal = "";
        title.setText(texts.text("ui.create.step." + to.name().toLowerCase(Locale.ROOT)));
        if (to == Step.PLAN && model.ready()) {
            var plan = new PlanPage(context, model.spec(), machine);
            note.setText(texts.text("ui.create.step.plan.note", "n", plan.steps()));
            page.getChildren().setAll(plan.node());
        } else if (to == Step.PLAN) {
            note.setText("");
            page.getChildren().setAll(wrong());
        } else {
            note.setText(texts.text("ui.create.step." + to.name().toLowerCase(Locale.ROOT) + ".note"));
            page.getChildren().setAll(pages.page(to));
        }
        boolean last = to == Step.PLAN;
        back.setText(texts.text(to == Step.KIND ? "ui.create.cancel" : "ui.create.back"));
        show(next, !last);
        show(only, last);
        start.getStyleClass().remove("primary");
        if (last) {
            start.getStyleClass().add("primary");
        }
        answered();
        focus();
    }

    /// The first field of a page gets the focus; on the last the button that ends it.
    private void focus() {
        Node first = step == Step.KIND ? fields.control("/name") : step == Step.PLAN ? start : next;
        if (first != null) {
            Focus.to(first);
        }
    }

    private void answered() {
        List<Complaint> complaints = model.complaints();
        boolean ready = complaints.stream().noneMatch(Complaint::isError);
        fields.complain(complaints);
        only.setDisable(!ready || making);
        start.setDisable(!ready || making);
        back.setDisable(making);
        boolean wrongHere = complaints.stream().anyMatch(c -> c.isError() && c.step() == step);
        next.setDisable(making || wrongHere);
        list(complaints);
        foot();
    }

    private void foot() {
        boolean locked = model.draft().get().guard().needsAdministrator();
        foot.getStyleClass().remove("bad");
        if (!refusal.isEmpty()) {
            foot.setText(refusal);
            foot.setGraphic(Icons.of(Icon.WARNING));
            foot.getStyleClass().add("bad");
        } else if (!making) {
            foot.setText(texts.text(locked ? "ui.create.locked" : "ui.create.unlocked"));
            foot.setGraphic(Icons.of(locked ? Icon.LOCK : Icon.UNLOCK));
        }
    }

    private void list(List<Complaint> complaints) {
        Set<Step> wrong = complaints.stream()
                .filter(Complaint::isError)
                .map(Complaint::step)
                .collect(Collectors.toSet());
        steps.getChildren().setAll(Parts.label(texts.text("ui.containers.new"), "title"));
        int number = 1;
        for (Step s : STEPS) {
            steps.getChildren().add(row(s, number++, wrong.contains(s)));
        }
    }

    private Node row(Step s, int number, boolean wrong) {
        Label badge = Parts.label(s == step || s == Step.PLAN ? Integer.toString(number) : "", "step-badge");
        if (s != step && s != Step.PLAN) {
            badge.setGraphic(Icons.of(wrong ? Icon.WARNING : Icon.CHECK, 14));
        }
        VBox words = new VBox(
                1, Parts.label(texts.text("ui.create.step." + s.name().toLowerCase(Locale.ROOT)), "step-name"));
        String answer = pages.answer(s);
        if (!answer.isEmpty()) {
            words.getChildren().add(Parts.label(answer, "step-choice"));
        }
        words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox row = new HBox(badge, words);
        row.getStyleClass().addAll("step", s == step ? "current" : "done");
        if (wrong && s != step) {
            row.getStyleClass().add("wrong");
        }
        row.setId("step-" + s.name().toLowerCase(Locale.ROOT));
        row.setOnMouseClicked(e -> {
            if (!making) {
                go(s);
            }
        });
        return row;
    }

    /// In place of a plan: what has to be mended first, and where.
    private Node wrong() {
        VBox box = new VBox(8, Parts.wrapped(texts.text("ui.create.mend"), "mute"));
        for (Complaint c : model.complaints()) {
            if (c.isError()) {
                Button there = Parts.link(
                        texts.text("ui.create.step." + c.step().name().toLowerCase(Locale.ROOT)));
                there.setOnAction(e -> go(c.step()));
                box.getChildren().add(Parts.row(8, there, Parts.wrapped(fields.sentence(c))));
            }
        }
        return box;
    }

    private void make(boolean run) {
        if (!model.ready() || making) {
            return;
        }
        making = true;
        refusal = "";
        answered();
        Job job = context.helper().create(model.spec(), run);
        foot.setText(context.sentences().job(job.kind(), job.target()) + "…");
        foot.setGraphic(Icons.of(Icon.JOBS));
        context.follow(job, this::done, this::failed);
    }

    private void done(Map<String, Object> result) {
        making = false;
        away.run();
        made.accept(String.valueOf(result.getOrDefault("container", "")));
    }

    private void failed(HelperException why) {
        making = false;
        List<Problem> problems = context.sentences().problems(why);
        refusal = problems.isEmpty()
                ? context.sentences().of(why)
                : problems.stream().map(context.sentences()::of).collect(Collectors.joining(" "));
        answered();
        focus(); // a button that rests while it is made loses it
    }

    private Set<String> taken() {
        String me = System.getProperty("user.name", "");
        return context.live().containers().stream()
                .filter(c -> c.ownerName().equals(me))
                .map(ContainerView::name)
                .collect(Collectors.toSet());
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
