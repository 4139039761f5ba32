package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// That a field which has the focus costs a few pictures, not sixty a second.
@Tag("window")
class CaretTest {
    private static final int TURNS = 3;

    private final CountDownLatch turned = new CountDownLatch(TURNS);
    private final AtomicInteger pulses = new AtomicInteger();

    @Test
    void ofATextField() throws Exception {
        TextField field = Fx.call(() -> new TextField("words"));
        Stage stage = Fx.call(() -> shown(field));
        assertInstanceOf(CalmTextFieldSkin.class, field.getSkin());
        blinksCalmly(stage);
    }

    private Stage shown(TextField field) {
        Themes.start();
        var scene = new Scene(new VBox(field), 300, 200);
        Themes.style(scene);
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        field.requestFocus();
        field.end();
        field.lookupAll("*").stream()
                .filter(n -> n instanceof Path && n.opacityProperty().isBound())
                .forEach(n -> n.opacityProperty().addListener((o, before, now) -> turned.countDown()));
        scene.addPreLayoutPulseListener(pulses::incrementAndGet);
        return stage;
    }

    private void blinksCalmly(Stage stage) throws Exception {
        try {
            assertTrue(turned.await(20, TimeUnit.SECONDS), "it does not blink: " + turned.getCount());
            // about one for each turn; with an animation sixty and more a second
            assertTrue(pulses.get() < 8 * TURNS, "pulses: " + pulses);
        } finally {
            Fx.run(stage::close);
        }
    }
}
