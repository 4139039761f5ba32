package org.darsena.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javafx.stage.Stage;
import org.darsena.app.client.Helper;
import org.darsena.app.theme.Theme;

/// The window without a person: the same as anybody's, led from place to place and photographed. It remembers nothing
/// of a user's and leaves nothing behind. JavaFX thread only.
public final class Visit implements AutoCloseable {
    private final Window window;
    private final Stage stage = new Stage();

    /// @param helper is closed by the caller, after this
    public Visit(Helper helper, Locale locale, double width, double height) {
        window = new Window(helper, Settings.passing(), locale);
        window.show(stage);
        // not by the settings: those never exceed the screen, and the headless one is small
        stage.setWidth(width);
        stage.setHeight(height);
    }

    public void theme(Theme theme) {
        window.dark(theme);
    }

    /// Goes to the containers and picks this one.
    public void openContainer(String id) {
        window.frame().openContainer(id);
    }

    /// Goes to a lab, by id or name, and picks a node of it.
    public void openLab(String lab, String node) {
        window.openLab(lab);
        window.frame().labs().select(node);
    }

    /// Tries the checks of the lab that is open.
    public void check() {
        window.frame().labs().check();
    }

    /// Whether something is being done to the lab that is open.
    public boolean busy() {
        return window.frame().labs().busy();
    }

    /// Writes what is seen as a PNG file.
    public void write(Path file) throws IOException {
        Pictures.write(window.scene(), file);
    }

    @Override
    public void close() {
        window.close();
        stage.close();
    }
}
