package org.darsena.app.labs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.topology.Hit;
import org.darsena.app.view.Context;
import org.darsena.app.view.Focus;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.darsena.app.view.View;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.Reading;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// The labs: the list of them, or one opened.
public final class LabsView implements View, LiveState.Listener {
    private final Context context;
    private final Texts texts;
    private final LabsModel model = new LabsModel();
    private final LabWorks works;
    private final Verbs verbs;
    private final ListPage list;
    private final LabPage page;
    private final StackPane root = new StackPane();
    /// By container: state and time of start, as last seen.
    private final Map<String, String> lives = new HashMap<>();

    /// A lab that is to be opened as soon as it is there; empty: none.
    private String awaited = "";

    private boolean opened;
    private boolean seen;
    private @Nullable Pin watching;
    private Runnable onChecks = () -> {};

    public LabsView(Context context) {
        this.context = context;
        this.texts = context.texts();
        this.verbs = new Verbs(context);
        this.works = new LabWorks(context, Platform::runLater);
        var states = new LabStatus(context.live(), texts);
        this.list = new ListPage(context, states, new ListPage.Deeds(this::open, this::start, this::choose));
        this.page = new LabPage(context, works, new NodeActions(context, verbs), states, this::list);
        root.getStylesheets()
                .add(Objects.requireNonNull(LabsView.class.getResource("labs.css"), "labs.css")
                        .toExternalForm());
        root.setId("labs");
        works.listen(name -> {
            refresh();
            onChecks.run();
        });
        verbs.listen(ids -> refresh());
        context.live().listen(this);
        model.running(context.live().labs());
        containers(context.live().containers().stream().map(ContainerView::id).collect(Collectors.toSet()));
        list();
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void focus() {
        if (opened) {
            page.focus();
        } else {
            Focus.to(list.first());
        }
    }

    @Override
    public void shown() {
        seen = true;
        if (watching == null) {
            watching = context.live().watch();
        }
        refresh();
        page.figures();
    }

    @Override
    public void hidden() {
        seen = false;
        if (watching != null) {
            watching.close();
            watching = null;
        }
    }

    /// Opens a lab by id or name, be it up or not; one that is not known is opened as soon as it is there.
    public void open(String lab) {
        Optional<LabEntry> entry = model.find(lab);
        if (entry.isPresent()) {
            open(entry.get());
        } else {
            awaited = lab;
        }
    }

    /// The name of the lab that is open; empty: the list is shown.
    public String current() {
        return opened ? page.entry().map(LabEntry::name).orElse("") : awaited;
    }

    /// Picks a node or network of the lab that is open; an unknown name picks nothing.
    public void select(String node) {
        page.topology().select(new Hit.OnCard(node));
    }

    /// Tries the checks of the lab that is open, if it runs.
    public void check() {
        page.entry().map(LabEntry::running).ifPresent(works::check);
    }

    /// Asks whether the lab that is open shall be taken down.
    public void down() {
        page.askDown();
    }

    /// Starts the lab that is open, if it does not run.
    public void up() {
        page.entry().filter(e -> e.running() == null).ifPresent(works::up);
    }

    /// The lab that is open and runs; null: there is none.
    public @Nullable LabView running() {
        return opened ? page.entry().map(LabEntry::running).orElse(null) : null;
    }

    /// Whether a lab is open that could be started.
    public boolean startable() {
        return opened && page.entry().filter(e -> e.running() == null).isPresent() && !busy();
    }

    /// Terminals came below, or went.
    public void terminals(boolean open) {
        page.terminals(open);
    }

    /// How many labs there are, running or not.
    public int count() {
        return model.up().size() + model.down().size();
    }

    /// Told whenever checks may have failed or hold again.
    public void onChecks(Runnable listener) {
        onChecks = listener;
    }

    /// Of labs that run, the names of those whose last checks failed, and how many did.
    public Map<String, Long> failed() {
        var failed = new java.util.TreeMap<String, Long>();
        for (LabEntry e : model.up()) {
            LabWork work = works.of(e.name());
            if (!work.busy() && !work.stale && work.failed() > 0) {
                failed.put(e.name(), work.failed());
            }
        }
        return failed;
    }

    /// Whether something is being done to the lab that is open.
    public boolean busy() {
        return page.entry().map(e -> busy(e.name())).orElse(false);
    }

    /// Whether something is being done to the lab of this name.
    public boolean busy(String name) {
        return works.of(name).busy();
    }

    /// Whether that is its checks, which end with it.
    public boolean checking(String name) {
        return works.of(name).checking();
    }

    /// Shows the list of all.
    public void list() {
        opened = false;
        awaited = "";
        root.getChildren().setAll(list.node());
        refresh();
    }

    @Override
    public void labs(Set<String> ids) {
        model.running(context.live().labs());
        refresh();
    }

    @Override
    public void containers(Set<String> ids) {
        for (String id : ids) {
            ContainerView c = context.live().container(id);
            String life = c == null ? "" : c.state() + " " + c.started();
            String before = lives.put(id, life);
            if (c != null && before != null && !before.equals(life)) {
                changed(c);
            } else if (c == null) {
                lives.remove(id);
            }
        }
        refresh();
    }

    /// What its lab's checks saw is no longer what is, unless that change is the work under way.
    private void changed(ContainerView node) {
        model.up().stream()
                .filter(e -> e.key().equals(node.lab()) && !works.of(e.name()).busy())
                .forEach(e -> works.stale(e.name()));
    }

    @Override
    public void connection() {
        refresh();
    }

    @Override
    public void figures() {
        if (seen && opened) {
            page.figures();
        }
    }

    private void open(LabEntry entry) {
        opened = true;
        awaited = "";
        page.open(entry);
        root.getChildren().setAll(page.node());
        page.focus();
    }

    private void start(LabEntry entry) {
        open(entry);
        works.up(entry);
    }

    /// Whatever changed: what is seen is brought up to it; what is not, when it is seen again.
    private void refresh() {
        if (!seen) {
            return;
        }
        if (!awaited.isEmpty()) {
            model.find(awaited).ifPresent(this::open);
        }
        if (opened) {
            page.entry().flatMap(this::now).ifPresent(page::update);
        } else {
            list.show(model, works);
        }
    }

    /// The same lab as it is now: one that ended is found by its name, and so is one that was started.
    private Optional<LabEntry> now(LabEntry before) {
        return model.find(before.key()).or(() -> model.find(before.name()));
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.text("ui.labs.file"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts.text("ui.labs.file.kind"), "*.json"));
        File file = chooser.showOpenDialog(root.getScene().getWindow());
        if (file != null) {
            openFile(file.toPath());
        }
    }

    /// Reads a lab's document; what is wrong with it is said above the list.
    public void openFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            list.message(texts.text("ui.labs.file.unread", "file", file, "detail", String.valueOf(e.getMessage())));
            return;
        }
        Reading<LabDocument> reading = LabReader.check(text);
        LabDocument document = reading.value();
        if (reading.ok() && document != null) {
            list.message("");
            model.opened(document);
            open(document.name());
        } else {
            List<String> lines =
                    reading.problems().stream().map(context.sentences()::of).toList();
            list.message(
                    texts.text("ui.labs.file.wrong", "file", file.getFileName()) + "\n" + String.join("\n", lines));
        }
    }
}
