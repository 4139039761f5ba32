package org.darsena.app.labs;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.darsena.app.theme.Fx;
import org.darsena.app.theme.Themes;
import org.darsena.app.topology.Point;
import org.darsena.model.json.ShippedLabs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// A window with the labs in it, on a helper in memory, and a pointer and keys to use it with.
abstract class Hands {
    private static final long LIMIT_SECONDS = 20;

    final FxRobot robot = new FxRobot();
    private @Nullable Desk made;
    private @Nullable LabsView view;
    private @Nullable Stage stage;

    @BeforeAll
    static void toolkit() {
        Fx.start();
    }

    Desk open(Locale locale) {
        Desk desk = fx(() -> {
            Themes.start();
            var d = new Desk(locale);
            var labs = new LabsView(d);
            var s = new Stage();
            var scene = new Scene(new StackPane(labs.node()), 980, 780);
            Themes.style(scene);
            s.setScene(scene);
            s.show();
            labs.shown();
            view = labs;
            stage = s;
            return d;
        });
        made = desk;
        return desk;
    }

    Desk dmz() {
        Desk desk = open(Locale.ENGLISH);
        act(() -> {
            desk.helper.addLab(ShippedLabs.read("dmz"));
            view().open("dmz");
        });
        return desk;
    }

    @AfterEach
    void close() {
        act(() -> {
            if (stage != null) {
                view().hidden();
                stage.close();
            }
            if (made != null) {
                made.live.close();
            }
        });
    }

    LabsView view() {
        return Objects.requireNonNull(view);
    }

    static <T> T fx(Callable<T> work) {
        T result = WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000, work);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }

    static void act(Runnable work) {
        fx(() -> {
            work.run();
            return true;
        });
    }

    Node node(String id) {
        Node found = find(id);
        assertNotNull(found, id);
        return found;
    }

    @Nullable
    Node find(String id) {
        return fx(() -> Optional.ofNullable(
                                Objects.requireNonNull(stage).getScene().lookup("#" + id))
                        .filter(Node::isVisible))
                .orElse(null);
    }

    TopologyPane topology() {
        return (TopologyPane) node("topology");
    }

    void press(String id) {
        robot.clickOn(node(id));
        WaitForAsyncUtils.waitForFxEvents();
    }

    void type(KeyCode code) {
        robot.type(code);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Where a card stands on the screen.
    Point2D on(String card) {
        return fx(() -> {
            Point p = topology().place(card).orElseThrow();
            return topology().localToScreen(p.x(), p.y());
        });
    }

    List<String> words(String id) {
        return fx(() -> all(node(id), Label.class)
                .map(Labeled::getText)
                .filter(t -> t != null && !t.isEmpty())
                .toList());
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

    static void until(Callable<Boolean> wanted) {
        try {
            WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, wanted);
        } catch (TimeoutException e) {
            throw new AssertionError("did not come true", e);
        }
    }

    /// Words that have no text in the bundles: `?key?`.
    List<String> unknown(String id) {
        return words(id).stream().filter(w -> w.startsWith("?")).toList();
    }

    /// Buttons and pills that show an ellipsis.
    List<String> cut() {
        return fx(() -> {
            Node root = Objects.requireNonNull(stage).getScene().getRoot();
            root.applyCss();
            return all(root, Labeled.class)
                    .filter(l -> l instanceof Button || l.getStyleClass().contains("pill"))
                    .filter(l -> l.lookup(".text") instanceof Text t
                            && !t.getText().equals(l.getText() == null ? "" : l.getText()))
                    .map(Labeled::getText)
                    .toList();
        });
    }
}
