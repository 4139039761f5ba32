package org.darsena.app.labs;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.darsena.app.theme.Themes;
import org.darsena.app.topology.Drawing;
import org.darsena.app.topology.FontMeasure;
import org.darsena.app.topology.Hit;
import org.darsena.app.topology.Hit.OnCard;
import org.darsena.app.topology.Look;
import org.darsena.app.topology.Neighbours;
import org.darsena.app.topology.Neighbours.Way;
import org.darsena.app.topology.Placement;
import org.darsena.app.topology.Point;
import org.darsena.app.topology.Status;
import org.darsena.app.topology.TopologyPainter;
import org.darsena.app.topology.Viewport;
import org.jspecify.annotations.Nullable;

/// The drawing of a lab to look at, move about in and pick from. One canvas, drawn anew only when something changed,
/// at most once a frame.
final class TopologyPane extends Region {
    private static final double MARGIN = 16;
    /// Room below the drawing that is left to the zoom buttons.
    private static final double BELOW = 36;
    private static final double SLACK = 6;
    private static final double CLICK = 4;
    private static final double NOTCH = 40;

    private final Canvas canvas = new Canvas();
    private final FontMeasure measure = new FontMeasure();
    /// Held here: the theme outlives the pane, and holds on to it weakly.
    private final InvalidationListener themed = o -> requestLayout();

    private Placement placement = Placement.of(new Drawing(List.of(), List.of(), List.of()), Status.OFF, measure);
    private Status status = Status.OFF;
    private Viewport view = new Viewport(1, 0, 0);
    /// Whether the whole drawing is kept in sight when the pane changes its size: until one moves or zooms by hand.
    private boolean fitted = true;

    private @Nullable Hit selected;
    private @Nullable Hit hovered;
    private @Nullable Point pressed;
    private @Nullable Viewport grabbed;
    private boolean panning;

    private Consumer<Optional<Hit>> onSelect = hit -> {};
    private Consumer<String> onOpen = name -> {};
    private BiConsumer<String, Point> onMenu = (name, at) -> {};
    private Runnable onZoom = () -> {};

    TopologyPane() {
        setId("topology");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(0, 0);
        canvas.setManaged(false);
        getChildren().add(canvas);
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
        focusedProperty().addListener(o -> requestLayout());
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnMouseMoved(e -> hover(hit(e.getX(), e.getY())));
        setOnMouseExited(e -> hover(null));
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
        setOnContextMenuRequested(this::menu);
    }

    void onSelect(Consumer<Optional<Hit>> listener) {
        onSelect = listener;
    }

    /// Told the card that was opened, by a double click or Enter.
    void onOpen(Consumer<String> listener) {
        onOpen = listener;
    }

    /// Told the card whose menu is wanted, and where on the screen.
    void onMenu(BiConsumer<String, Point> listener) {
        onMenu = listener;
    }

    void onZoom(Runnable listener) {
        onZoom = listener;
    }

    /// Shows another lab, whole.
    void open(Drawing drawing, Status now) {
        fitted = true;
        selected = null;
        hovered = null;
        show(drawing, now);
    }

    /// Shows the same lab as it is now.
    void show(Drawing drawing, Status now) {
        if (!drawing.equals(placement.drawing()) || wordless(now) != wordless(status) || !badges(now, status)) {
            placement = Placement.of(drawing, now, measure);
            if (fitted) {
                fit();
            }
        } else if (now.equals(status)) {
            return;
        }
        status = now;
        requestLayout();
    }

    Optional<Hit> selected() {
        return Optional.ofNullable(selected);
    }

    void select(@Nullable Hit hit) {
        if (Objects.equals(hit, selected)) {
            return;
        }
        selected = hit;
        if (hit instanceof OnCard(String name)) {
            placement.node(name).ifPresent(n -> view = view.revealing(n.body(), getWidth(), getHeight(), MARGIN));
        }
        requestLayout();
        onSelect.accept(selected());
    }

    double scale() {
        return view.scale();
    }

    void zoom(double to) {
        scaleAt(to, getWidth() / 2, getHeight() / 2);
    }

    void zoomStep(boolean larger) {
        zoom(view.step(larger));
    }

    /// All of it, as large as fits, at most at 100 %; kept so when the pane changes its size.
    void fit() {
        fitted = true;
        view = fitting(getWidth(), getHeight());
        onZoom.run();
        requestLayout();
    }

    private Viewport fitting(double width, double height) {
        return Viewport.fit(placement.bounds(), width, Math.max(1, height - BELOW), MARGIN);
    }

    /// Where a card stands on this pane; for tests and menus.
    Optional<Point> place(String card) {
        return placement.node(card).map(n -> view.toScreen(n.card().at()));
    }

    @Override
    protected void layoutChildren() {
        double w = Math.max(1, getWidth());
        double h = Math.max(1, getHeight());
        if (canvas.getWidth() != w || canvas.getHeight() != h) {
            canvas.setWidth(w);
            canvas.setHeight(h);
            if (fitted) {
                view = fitting(w, h);
                onZoom.run();
            }
        }
        var look = new Look(Themes.palette(), selected, hovered, isFocused(), true);
        TopologyPainter.paint(canvas.getGraphicsContext2D(), placement, status, look, view, w, h);
    }

    private void scaleAt(double to, double x, double y) {
        fitted = false;
        view = view.scaled(to, x, y);
        onZoom.run();
        requestLayout();
    }

    private @Nullable Hit hit(double x, double y) {
        return placement.at(view.toDrawing(x, y), SLACK / view.scale()).orElse(null);
    }

    private void hover(@Nullable Hit hit) {
        if (!Objects.equals(hit, hovered)) {
            hovered = hit;
            setCursor(hit == null ? Cursor.DEFAULT : Cursor.HAND);
            requestLayout();
        }
    }

    private void press(MouseEvent e) {
        requestFocus();
        boolean grabs = e.getButton() == MouseButton.PRIMARY || e.getButton() == MouseButton.MIDDLE;
        pressed = new Point(e.getX(), e.getY());
        grabbed = grabs ? view : null;
        e.consume();
    }

    private void drag(MouseEvent e) {
        if (pressed == null || grabbed == null) {
            return;
        }
        double dx = e.getX() - pressed.x();
        double dy = e.getY() - pressed.y();
        if (panning || Math.hypot(dx, dy) > CLICK) {
            panning = true;
            fitted = false;
            setCursor(Cursor.CLOSED_HAND);
            view = grabbed.moved(dx, dy);
            requestLayout();
        }
    }

    private void release(MouseEvent e) {
        boolean moved = panning;
        panning = false;
        pressed = null;
        grabbed = null;
        Hit under = hit(e.getX(), e.getY());
        setCursor(under == null ? Cursor.DEFAULT : Cursor.HAND);
        if (moved || e.getButton() != MouseButton.PRIMARY) {
            return;
        }
        select(under);
        if (e.getClickCount() == 2 && under instanceof OnCard(String name)) {
            onOpen.accept(name);
        }
    }

    private void scroll(ScrollEvent e) {
        if (e.getDeltaY() != 0) {
            scaleAt(view.scale() * Math.pow(1.25, e.getDeltaY() / NOTCH), e.getX(), e.getY());
            e.consume();
        }
    }

    private void menu(ContextMenuEvent e) {
        if (e.isKeyboardTrigger()) {
            if (selected instanceof OnCard(String name)) {
                place(name).ifPresent(p -> {
                    var at = localToScreen(p.x(), p.y());
                    onMenu.accept(name, new Point(at.getX(), at.getY()));
                });
            }
        } else if (hit(e.getX(), e.getY()) instanceof OnCard(String name)) {
            select(new OnCard(name));
            onMenu.accept(name, new Point(e.getScreenX(), e.getScreenY()));
        }
        e.consume();
    }

    private void key(KeyEvent e) {
        switch (e.getCode()) {
            case LEFT, KP_LEFT -> step(Way.LEFT);
            case RIGHT, KP_RIGHT -> step(Way.RIGHT);
            case UP, KP_UP -> step(Way.UP);
            case DOWN, KP_DOWN -> step(Way.DOWN);
            case ENTER -> enter();
            case PLUS, ADD, EQUALS -> zoomStep(true);
            case MINUS, SUBTRACT -> zoomStep(false);
            case DIGIT0, NUMPAD0 -> zoom(1);
            case ESCAPE -> {
                if (selected == null) {
                    return;
                }
                select(null);
            }
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void step(Way way) {
        String from = selected instanceof OnCard(String name) ? name : "";
        Neighbours.of(placement, from, way).ifPresent(to -> select(new OnCard(to)));
    }

    private void enter() {
        if (selected instanceof OnCard(String name)) {
            onOpen.accept(name);
        }
    }

    /// Whether no cable bears a rate.
    private static boolean wordless(Status status) {
        return status.wires().stream().allMatch(w -> w.rate().isEmpty());
    }

    /// Whether both have the same badges, so that all keeps its place.
    private static boolean badges(Status a, Status b) {
        return a.wires().stream()
                .map(Status.Wire::badge)
                .toList()
                .equals(b.wires().stream().map(Status.Wire::badge).toList());
    }
}
