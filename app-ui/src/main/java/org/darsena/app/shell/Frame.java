package org.darsena.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.containers.ContainersView;
import org.darsena.app.create.CreateSheet;
import org.darsena.app.images.Image;
import org.darsena.app.images.ImagesView;
import org.darsena.app.jobs.JobsBar;
import org.darsena.app.jobs.JobsModel;
import org.darsena.app.labs.LabsView;
import org.darsena.app.machine.MachineView;
import org.darsena.app.machine.Report;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.jspecify.annotations.Nullable;

/// All that is in the window in one language, and what the places may ask of it.
final class Frame extends Surroundings implements LiveState.Listener, AutoCloseable {
    /// How much of the height is left to the places above the terminals.
    private static final double DRAWER = 0.62;

    private final LiveState live;
    private final Verbs verbs;
    private final Removal removal;
    private final JobsModel jobs;
    private final ContainersView containers;
    private final LabsView labs;
    private final SplitPane split = new SplitPane();
    private final List<Place> places = new ArrayList<>();
    private final Rail rail;
    private final StatusBar status;
    private final LinePane line;
    private final Messages messages;
    private final Finder finder;
    private final StackPane root = new StackPane();
    private final List<Pin> pins = new ArrayList<>();
    private String place;
    private String group = "";
    private String awaited = "";
    private boolean visible;
    private @Nullable Pin watching;

    Frame(Window window, Locale locale, String place) {
        super(window, locale);
        this.live = live();
        Texts texts = texts();
        this.place = place;
        this.verbs = new Verbs(this);
        this.removal = new Removal(this, verbs);
        this.jobs = new JobsModel(this);
        this.containers = new ContainersView(this, verbs, removal, () -> create(""));
        places.add(new Place("containers", Icon.CUBE, containers));
        this.labs = new LabsView(this);
        places.add(new Place("labs", Icon.LABS, labs));
        places.add(new Place("images", Icon.IMAGES, new ImagesView(this, this::create)));
        places.add(new Place("machine", Icon.MACHINE, new MachineView(this)));
        this.rail = new Rail(texts, places, this::go, this::openGroup);
        this.status = new StatusBar(texts, live, new JobsBar(texts, jobs).node());
        this.line = new LinePane(texts, sentences(), live, live.connection().connected());
        this.messages = new Messages(texts, this::after);
        this.finder = new Finder(texts, new FinderModel(new FinderItems(this)::all));
        labs.onChecks(this::counts);
        arrange();
        pins.add(live.listen(this));
    }

    Node node() {
        return root;
    }

    String place() {
        return place;
    }

    List<Place> places() {
        return places;
    }

    /// What is looked at in its place: a lab's name, or a container's id; empty: nothing in particular.
    String sight() {
        if (place.equals("labs")) {
            return labs.current();
        }
        List<ContainerView> picked = containers.picked();
        return picked.size() == 1 ? picked.getFirst().id() : "";
    }

    /// Looks again at what [#sight] told of.
    void back(String sight) {
        if (!sight.isEmpty() && place.equals("labs")) {
            labs.open(sight);
        } else if (!sight.isEmpty() && place.equals("containers")) {
            containers.open(sight);
        }
    }

    Verbs verbs() {
        return verbs;
    }

    Removal removal() {
        return removal;
    }

    ContainersView containers() {
        return containers;
    }

    LabsView labs() {
        return labs;
    }

    /// Shows the first place; after it stands in the scene.
    void begin() {
        visible(true);
        line.connection();
        counts();
        go(place);
        learn();
        drawer();
    }

    /// Whether it can be seen at all: else its places rest.
    void visible(boolean now) {
        if (visible == now) {
            return;
        }
        visible = now;
        if (now) {
            watching = live.watch();
            here().view().shown();
        } else {
            here().view().hidden();
            if (watching != null) {
                watching.close();
                watching = null;
            }
        }
    }

    void go(String id) {
        here().view().hidden();
        place = places.stream().anyMatch(p -> p.id().equals(id)) ? id : "containers";
        group = "";
        containers.lab("");
        show();
    }

    /// Gives the place the focus, so that keys work from the first on.
    void focus() {
        here().view().focus();
    }

    /// Moves the focus on to the next part, or `back`: the places at the left, the place one is at, the terminals.
    void part(boolean back) {
        List<Node> parts = new ArrayList<>(List.of(rail.node(), line.node()));
        Node terminals = window().drawer().node();
        if (window().drawer().isOpen()) {
            parts.add(terminals);
        }
        int now = -1;
        for (Node n = root.getScene().getFocusOwner(); n != null && now < 0; n = n.getParent()) {
            now = parts.indexOf(n);
        }
        Node next = parts.get(Math.floorMod(now < 0 ? 1 : now + (back ? -1 : 1), parts.size()));
        if (next.equals(terminals)) {
            window().drawer().focus();
        } else if (next.equals(line.node())) {
            focus();
        } else {
            rail.focus();
        }
    }

    /// What runs on when the window is closed, as a sentence; empty: nothing does.
    String left() {
        long n = live.containers().stream().filter(c -> c.pid() != 0).count();
        if (n == 0) {
            return "";
        }
        String names = live.labs().stream().map(LabView::name).collect(Collectors.joining(", "));
        return texts().text(names.isEmpty() ? "ui.quit.left" : "ui.quit.left.labs", "n", n, "labs", names);
    }

    void find() {
        if (finder.isOpen()) {
            finder.close();
        } else {
            finder.open();
        }
    }

    void filter() {
        go("containers");
        containers.filter();
    }

    /// Opens the sheet for a new container; `image` empty: the usual one.
    void create(String image) {
        if (!place.equals("containers")) {
            go("containers");
        }
        here().view().hidden();
        line.content(new CreateSheet(this, image, this::made, this::show).node());
    }

    /// A container was made: it is shown as soon as the helper tells of it.
    private void made(String id) {
        awaited = id;
        if (live.container(id) != null) {
            openAwaited();
        }
    }

    private void openAwaited() {
        String id = awaited;
        awaited = "";
        containers.open(id);
    }

    void openGroup(String lab) {
        if (!place.equals("containers")) {
            go("containers");
        }
        group = lab;
        containers.lab(lab);
        rail.choose(place, group);
    }

    @Override
    public void openContainer(String id) {
        go("containers");
        containers.open(id);
    }

    @Override
    public void openTerminal(String containerId) {
        ContainerView container = live.container(containerId);
        if (container != null && verbs.canOpenTerminal(container)) {
            window().drawer().open(container);
        }
    }

    @Override
    public void openLog(String containerId) {
        openContainer(containerId);
        containers.log();
    }

    @Override
    public void openLab(String id) {
        go("labs");
        labs.open(id);
    }

    /// Shows the terminals or hides them.
    void terminals() {
        if (!window().drawer().isEmpty()) {
            window().drawer().toggle();
        }
    }

    /// The drawer was opened or shut.
    void drawer() {
        boolean open = window().drawer().isOpen();
        Node node = window().drawer().node();
        labs.terminals(open);
        if (open && !split.getItems().contains(node)) {
            split.getItems().add(node);
            split.setDividerPositions(memory().number("drawer", DRAWER));
            SplitPane.setResizableWithParent(node, false);
            window().drawer().focus();
        } else if (!open && split.getItems().size() > 1) {
            memory().put("drawer", Double.toString(split.getDividerPositions()[0]));
            split.getItems().remove(node);
            focus();
        }
    }

    @Override
    public void say(String sentence) {
        messages.say(sentence);
    }

    @Override
    public void connection() {
        line.connection();
        counts();
        if (live.connection().connected()) {
            learn();
            Node owner = root.getScene() == null ? null : root.getScene().getFocusOwner();
            here().view().hidden();
            here().view().shown();
            if (owner != null) {
                owner.requestFocus(); // who types goes on typing
            }
        }
    }

    @Override
    public void containers(Set<String> ids) {
        counts();
        if (!awaited.isEmpty() && ids.contains(awaited)) {
            openAwaited();
        }
    }

    @Override
    public void labs(Set<String> ids) {
        counts();
    }

    @Override
    public void figures() {
        status.figures();
    }

    @Override
    public void close() {
        removal.now();
        visible(false);
        jobs.close();
        pins.forEach(Pin::close);
        live.close();
        split.getItems().clear();
    }

    private Place here() {
        return places.stream().filter(p -> p.id().equals(place)).findFirst().orElse(places.getFirst());
    }

    private void show() {
        Place now = here();
        line.content(now.view().node());
        if (visible) {
            now.view().shown();
        }
        rail.choose(place, group);
    }

    private void counts() {
        rail.count("containers", Integer.toString(live.containers().size()));
        rail.count("labs", Integer.toString(labs.count()));
        rail.mark("labs", !labs.failed().isEmpty());
        status.failed(labs.failed(), this::openLab);
        rail.groups(List.copyOf(live.labs()));
        status.all();
    }

    /// What is asked once: how many images, how large the machine is.
    private void learn() {
        ask(() -> Image.parse(helper().images()), i -> rail.count("images", Integer.toString(i.size())), e -> {});
        ask(() -> Report.parse(helper().doctor()), status::machine, e -> {}); // the page of the machine says why
    }

    private void arrange() {
        var top = new TopBar(texts(), this::find, window()::dark, window()::speak);
        split.setOrientation(javafx.geometry.Orientation.VERTICAL);
        split.getItems().setAll(line.node());
        var middle = new StackPane(split, messages.node());
        StackPane.setAlignment(messages.node(), javafx.geometry.Pos.BOTTOM_CENTER);
        StackPane.setMargin(messages.node(), new javafx.geometry.Insets(0, 0, 18, 0));
        var app = new BorderPane(middle);
        app.getStyleClass().add("app");
        app.setTop(top.node());
        app.setLeft(rail.node());
        app.setBottom(status.node());
        root.getChildren().setAll(app, finder.node());
    }
}
