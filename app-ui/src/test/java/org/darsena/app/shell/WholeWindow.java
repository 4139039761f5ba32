package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.theme.Fx;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window on a helper in memory, and a pointer and keys to use it with. What the window's thread throws
/// fails the test.
abstract class WholeWindow {
    static final long LIMIT_SECONDS = 30;

    private static final List<Throwable> THROWN = new CopyOnWriteArrayList<>();

    final FxRobot robot = new FxRobot();
    FakeHelper helper = new FakeHelper();
    private @Nullable Window window;
    private @Nullable Stage stage;

    @BeforeAll
    static void toolkit() {
        Fx.start();
        Platform.runLater(() -> Thread.currentThread().setUncaughtExceptionHandler((t, e) -> THROWN.add(e)));
    }

    void open(FakeHelper with) {
        open(with, Locale.ENGLISH, Settings.passing());
    }

    void open(FakeHelper with, Locale locale, Settings settings) {
        THROWN.clear();
        helper = with;
        act(() -> {
            Themes.use(Theme.LIGHT);
            var w = new Window(with, settings, locale);
            var s = new Stage();
            w.show(s);
            s.setWidth(1280); // not by the settings: those never exceed the screen, and the headless one is small
            s.setHeight(720);
            window = w;
            stage = s;
        });
        settle();
    }

    @AfterEach
    void close() {
        act(() -> {
            if (window != null && stage != null) {
                window.close();
                stage.close();
            }
            Themes.use(Theme.LIGHT);
        });
        assertEquals(List.of(), THROWN);
    }

    Window window() {
        return Objects.requireNonNull(window);
    }

    // ---- the window's thread

    static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000, work);
    }

    static void act(Runnable work) {
        fx(() -> {
            work.run();
            return true;
        });
    }

    /// What was asked of the window's thread so far is done and drawn.
    static void settle() {
        WaitForAsyncUtils.waitForFxEvents(1);
    }

    /// Waits until it is so, looking from the window's thread; `seen` says how it is when it never comes so.
    static void until(BooleanSupplier wanted, Supplier<?> seen) {
        try {
            WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, () -> fx(wanted::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("did not come true; there is " + fx(seen::get) + "; thrown " + THROWN, e);
        }
    }

    void untilAsked(String... what) {
        until(() -> helper.asked().equals(List.of(what)), helper::asked);
    }

    // ---- what is seen

    Optional<Node> find(String id) {
        return fx(() -> Optional.ofNullable(window().scene().lookup("#" + id)).filter(WholeWindow::seen));
    }

    Node node(String id) {
        until(() -> seen(window().scene().lookup("#" + id)), () -> id + " is not seen: " + words(root()));
        return find(id).orElseThrow();
    }

    Parent root() {
        return window().root();
    }

    private static boolean seen(@Nullable Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return node != null;
    }

    /// All words that are seen below a node, from left to right and top to bottom as they were added.
    static List<String> words(Node from) {
        return all(from, Node.class)
                .map(WholeWindow::text)
                .filter(t -> t != null && !t.isEmpty())
                .toList();
    }

    private static @Nullable String text(Node node) {
        return switch (node) {
            case Labeled l -> l.getText();
            case TextInputControl t -> t.getText();
            case Text t
            when !(t.getParent() instanceof Labeled) && !t.getStyleClass().contains("text") -> t.getText();
            default -> null;
        };
    }

    /// Words below the node with this id; none where it is not seen.
    List<String> words(String id) {
        return fx(() -> {
            Node node = window().scene().lookup("#" + id);
            return seen(node) ? words(Objects.requireNonNull(node)) : List.<String>of();
        });
    }

    /// Waits until a sentence, or a part of one, is seen below the node with this id.
    void untilSaid(String id, String words) {
        until(() -> String.join("\n", words(id)).contains(words), () -> words + " is not in " + words(id));
    }

    /// What is seen below a node.
    static <T> Stream<T> all(Node from, Class<T> type) {
        if (!from.isVisible()) {
            return Stream.of();
        }
        Stream<T> own = type.isInstance(from) ? Stream.of(type.cast(from)) : Stream.of();
        return from instanceof Parent parent
                ? Stream.concat(own, parent.getChildrenUnmodifiable().stream().flatMap(n -> all(n, type)))
                : own;
    }

    // ---- the list of containers

    TableView<?> table() {
        return (TableView<?>) node("containers");
    }

    /// The names of the list's rows that are seen, from top to bottom.
    List<String> names() {
        return fx(() -> rows().map(r -> words(r).getFirst()).toList());
    }

    /// The row of a container in words; empty: it is not seen.
    String row(String name) {
        return fx(() -> rowOf(name).map(r -> String.join(" ", words(r))).orElse(""));
    }

    Node rowNode(String name) {
        until(() -> rowOf(name).isPresent(), () -> name + " is not in the list");
        return fx(() -> rowOf(name).orElseThrow());
    }

    private Optional<? extends TableRow<?>> rowOf(String name) {
        return rows().filter(r -> words(r).contains(name)).findFirst();
    }

    private Stream<TableRow<?>> rows() {
        Node table = window().scene().lookup("#containers");
        if (table == null) {
            return Stream.of();
        }
        Stream<TableRow<?>> rows = all(table, TableRow.class).map(r -> r);
        return rows.filter(r -> !r.isEmpty() && !words(r).isEmpty()).sorted(Comparator.comparingInt(r -> r.getIndex()));
    }

    ContainerView container(String name) {
        return helper.containers().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    /// What is picked, by name.
    List<String> picked() {
        return fx(() -> window().frame().containers().picked().stream()
                .map(ContainerView::name)
                .toList());
    }

    // ---- hands

    void click(String id) {
        robot.clickOn(node(id));
        settle();
    }

    void clickRow(String name) {
        robot.clickOn(rowNode(name));
        settle();
    }

    void type(KeyCode... keys) {
        robot.type(keys);
        settle();
    }

    /// Holds all of them down at once.
    void chord(KeyCode... keys) {
        robot.press(keys).release(keys);
        settle();
    }

    void write(String text) {
        robot.write(text, 0);
        settle();
    }

    /// The items of the menu that stands open.
    List<MenuItem> menu() {
        return fx(() -> javafx.stage.Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(w -> List.copyOf(((ContextMenu) w).getItems()))
                .findFirst()
                .orElseGet(() -> new ArrayList<>()));
    }

    /// Clicks an item of the menu that stands open.
    void choose(String words) {
        until(
                () -> item(words).isPresent(),
                () -> words + " is not in the menu: "
                        + menu().stream().map(MenuItem::getText).collect(Collectors.toList()));
        robot.clickOn(fx(() -> item(words).orElseThrow().getStyleableNode()));
        settle();
    }

    /// Waits until the menu stands at an item, so that keys count from there.
    void standsAt(String words) {
        until(
                () -> item(words).filter(i -> i.getStyleableNode().isFocused()).isPresent(),
                () -> "the menu does not stand at " + words);
    }

    private Optional<MenuItem> item(String words) {
        return menu().stream()
                .filter(i -> words.equals(i.getText()) && i.getStyleableNode() != null)
                .findFirst();
    }

    String focused() {
        return fx(() -> {
            Node owner = window().scene().getFocusOwner();
            return owner == null ? "" : owner.getId() == null ? owner.toString() : owner.getId();
        });
    }
}
