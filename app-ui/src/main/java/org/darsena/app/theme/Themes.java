package org.darsena.app.theme;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/// The theme in force. One per program, as JavaFX's own base style sheet is. FX thread only.
public final class Themes {
    private static final ReadOnlyObjectWrapper<Theme> CURRENT = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
    private static final List<WeakReference<Scene>> SCENES = new ArrayList<>();
    private static boolean started;

    private Themes() {}

    /// Registers the fonts and takes the desktop's theme. Before the first scene; further calls do nothing.
    public static void start() {
        if (!started) {
            started = true;
            Fonts.load();
            use(Theme.ofSystem());
        }
    }

    /// Changes the look of all styled scenes at once.
    public static void use(Theme theme) {
        Application.setUserAgentStylesheet(theme.base());
        SCENES.removeIf(s -> s.refersTo(null));
        CURRENT.set(theme);
        for (WeakReference<Scene> s : SCENES) {
            Scene scene = s.get();
            if (scene != null) {
                apply(scene);
            }
        }
    }

    /// Gives a scene our style sheets, now and after each change of theme. Other sheets of the scene stay,
    /// after ours. Popups, menus and tooltips take the sheets of the window that shows them, dialogs those of
    /// their owner.
    public static void style(Scene scene) {
        SCENES.removeIf(s -> s.refersTo(null) || s.refersTo(scene));
        SCENES.add(new WeakReference<>(scene));
        apply(scene);
    }

    /// The theme in force.
    public static Theme current() {
        return CURRENT.get();
    }

    /// Changes after the scenes' style sheets: redraw canvases on it.
    public static ReadOnlyObjectProperty<Theme> currentProperty() {
        return CURRENT.getReadOnlyProperty();
    }

    /// The colours of the theme in force.
    public static Palette palette() {
        return current().palette();
    }

    /// Whether the desktop asks for less motion: then nothing slides or fades.
    public static boolean reducedMotion() {
        return Platform.getPreferences().isReducedMotion();
    }

    private static void apply(Scene scene) {
        List<String> sheets = new ArrayList<>(CURRENT.get().stylesheets());
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            sheets.add(Theme.opaque());
        }
        List<String> ours = new ArrayList<>(Theme.LIGHT.stylesheets());
        ours.addAll(Theme.DARK.stylesheets());
        ours.add(Theme.opaque());
        scene.getStylesheets().stream().filter(s -> !ours.contains(s)).forEach(sheets::add);
        scene.getStylesheets().setAll(sheets);
    }
}
