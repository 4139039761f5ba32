package org.darsena.app.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.darsena.app.client.Helper;
import org.darsena.app.terminal.Drawer;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.darsena.app.view.Context;
import org.jspecify.annotations.Nullable;

/// The window: one scene, whose frame is made anew when the language changes; what it knows of the helper and what it
/// remembers stay. JavaFX thread only.
public final class Window implements AutoCloseable {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 980;
    private static final double LEAST_HEIGHT = 620;
    private static final Duration SAVE = Duration.ofSeconds(2);

    private final Helper helper;
    private final Settings settings;
    private final Threads threads = new Threads();
    private final StackPane root = new StackPane();
    private final Scene scene;
    private final Drawer drawer;
    private final Map<Class<?>, Object> kept = new HashMap<>();
    private Frame frame;
    private @Nullable Stage stage;
    private boolean closed;

    /// @param helper is closed by the caller, after the window
    /// @param settings what it remembers; its theme goes before the desktop's
    public Window(Helper helper, Settings settings, Locale locale) {
        this.helper = helper;
        this.settings = settings;
        Themes.start();
        String theme = settings.get("theme", "");
        if (!theme.isEmpty()) {
            Themes.use(theme.equals(Theme.DARK.name()) ? Theme.DARK : Theme.LIGHT);
        }
        this.drawer = new Drawer(this::context, threads::afterAny, this::drawerChanged);
        this.frame = new Frame(this, locale, "containers");
        this.scene = new Scene(root, settings.number("width", WIDTH), settings.number("height", HEIGHT));
        root.getChildren().setAll(frame.node());
        Themes.style(scene);
        scene.getStylesheets().add(sheet());
        keys();
        frame.begin();
        saveLater();
    }

    Helper helper() {
        return helper;
    }

    Settings settings() {
        return settings;
    }

    <T> T kept(Class<T> type, Supplier<T> first) {
        return type.cast(kept.computeIfAbsent(type, k -> first.get()));
    }

    Threads threads() {
        return threads;
    }

    Drawer drawer() {
        return drawer;
    }

    public Scene scene() {
        return scene;
    }

    Frame frame() {
        return frame;
    }

    /// Shows it in `to`, where it was and as large as it was.
    public void show(Stage to) {
        stage = to;
        to.setScene(scene);
        to.setTitle(frame.texts().text("ui.title"));
        to.getIcons().setAll(Icons.appIcons());
        to.setMinWidth(LEAST_WIDTH);
        to.setMinHeight(LEAST_HEIGHT);
        place(to);
        to.iconifiedProperty().addListener(o -> watch());
        to.showingProperty().addListener(o -> watch());
        to.show();
        FirstFrames.watch();
        frame.focus();
    }

    /// Opens the labs with this one, by name or id; when it comes, if it is not up yet.
    public void openLab(String lab) {
        frame.openLab(lab);
    }

    /// Adds the lab that this file describes to those that can be opened.
    public void openFile(Path file) {
        frame.labs().openFile(file);
    }

    void dark(Theme theme) {
        settings.put("theme", theme.name());
        Themes.use(theme);
    }

    /// Changes the language: all words are made anew, at the same place.
    void speak(Locale locale) {
        if (locale.getLanguage().equals(frame.texts().locale().getLanguage())) {
            return;
        }
        settings.put("language", locale.getLanguage());
        String place = frame.place();
        String sight = frame.sight();
        frame.close();
        frame = new Frame(this, locale, place);
        root.getChildren().setAll(frame.node());
        frame.begin();
        frame.back(sight);
        drawer.words();
    }

    /// Closes the window as its own button does.
    void quit() {
        if (stage != null) {
            stage.close();
        }
    }

    /// What runs on without the window, as a sentence; empty: nothing does.
    String left() {
        return frame.left();
    }

    private Context context() {
        return frame;
    }

    private void drawerChanged() {
        frame.drawer();
    }

    /// Figures are wanted while the window can be seen.
    private void watch() {
        if (!closed) {
            frame.visible(stage == null || stage.isShowing() && !stage.isIconified());
        }
    }

    private void keys() {
        var find = new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
        var filter = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
        var make = new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN);
        var terminals = new KeyCodeCombination(KeyCode.BACK_QUOTE, KeyCombination.SHORTCUT_DOWN);
        var part = new KeyCodeCombination(KeyCode.F6);
        var partBack = new KeyCodeCombination(KeyCode.F6, KeyCombination.SHIFT_DOWN);
        scene.getAccelerators().put(part, () -> frame.part(false));
        scene.getAccelerators().put(partBack, () -> frame.part(true));
        // with Shift too: in a terminal Ctrl+Q is the shell's
        for (String keys : new String[] {"Shortcut+Q", "Shortcut+Shift+Q"}) {
            scene.getAccelerators().put(KeyCombination.valueOf(keys), this::quit);
        }
        scene.getAccelerators().put(find, () -> frame.find());
        scene.getAccelerators().put(terminals, () -> frame.terminals());
        scene.getAccelerators().put(filter, () -> frame.filter());
        scene.getAccelerators().put(make, () -> frame.create(""));
    }

    private void place(Stage to) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double width = Math.min(settings.number("width", WIDTH), screen.getWidth());
        double height = Math.min(settings.number("height", HEIGHT), screen.getHeight());
        to.setWidth(width);
        to.setHeight(height);
        to.setMaximized(settings.flag("maximized", false));
    }

    private void saveLater() {
        if (closed) {
            return;
        }
        remember();
        settings.save();
        threads.after(SAVE, this::saveLater);
    }

    private void remember() {
        if (stage != null && stage.isShowing()) {
            settings.put("maximized", Boolean.toString(stage.isMaximized()));
            if (!stage.isMaximized()) {
                settings.put("width", Double.toString(stage.getWidth()));
                settings.put("height", Double.toString(stage.getHeight()));
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        remember();
        settings.save();
        closed = true;
        drawer.close();
        frame.close();
        threads.close();
    }

    /// The root of the scene, for pictures.
    Parent root() {
        return root;
    }

    private static String sheet() {
        return java.util.Objects.requireNonNull(Window.class.getResource("window.css"), "window.css")
                .toExternalForm();
    }
}
