package org.darsena.app.theme;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;

/// Blinks a field's caret. JavaFX does it by an animation, and while one runs the whole window is asked for a new
/// picture sixty times a second; this asks twice a second, and stands still after some seconds without a key, as
/// desktops do. FX thread only.
final class Caret {
    private static final long HALF_MILLIS = 530;
    /// How often it goes and comes until it stays.
    private static final int BLINKS = 10;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("caret").factory());

    private final TextField field;
    private final BooleanProperty on = new SimpleBooleanProperty(true);
    private @Nullable ScheduledFuture<?> blinking;
    private int left;

    private Caret(TextField field, Path drawn) {
        this.field = field;
        drawn.opacityProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> on.get() && field.isFocused() && lives() ? 1.0 : 0.0,
                        on,
                        field.focusedProperty(),
                        field.disabledProperty(),
                        field.editableProperty()));
    }

    /// Takes over the caret of a field that has its skin; empty where it is not found.
    static Optional<Caret> of(TextField field) {
        return below(field)
                .filter(n -> n instanceof Path && n.opacityProperty().isBound())
                .findFirst()
                .map(n -> new Caret(field, (Path) n));
    }

    private static Stream<Node> below(Node node) {
        return node instanceof Parent p
                ? Stream.concat(
                        Stream.of(p), p.getChildrenUnmodifiable().stream().flatMap(Caret::below))
                : Stream.of(node);
    }

    private boolean lives() {
        return field.isEditable() && !field.isDisabled();
    }

    /// From now on, seen first; or no more.
    void blink(boolean now) {
        if (blinking != null) {
            blinking.cancel(false);
            blinking = null;
        }
        on.set(true);
        if (now && lives() && !Themes.reducedMotion()) {
            left = 2 * BLINKS;
            blinking = CLOCK.scheduleWithFixedDelay(
                    () -> Platform.runLater(this::turn), HALF_MILLIS, HALF_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void turn() {
        if (blinking != null) {
            on.set(!on.get());
            left--;
            if (left == 0) {
                blink(false);
            }
        }
    }
}
