package org.darsena.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.stage.Stage;
import org.darsena.app.client.BusAddress;
import org.darsena.app.client.DBusHelper;
import org.darsena.app.client.Helper;
import org.darsena.app.text.Language;
import org.jspecify.annotations.Nullable;

/// JavaFX's side of the start: made and called by [Application#launch].
public final class WindowApp extends Application {
    private @Nullable Helper helper;
    private @Nullable Window window;

    @Override
    public void start(Stage stage) {
        List<String> args = getParameters().getRaw();
        var settings = new Settings(Settings.usual(System.getenv()));
        String language = option(args, "--lang");
        String remembered = settings.get("language", "");
        Locale locale =
                Language.of(language != null ? language : remembered.isEmpty() ? null : remembered, System.getenv());
        helper = DBusHelper.open(BusAddress.of(option(args, "--bus")));
        window = new Window(helper, settings, locale);
        window.show(stage);
        String file = option(args, "--lab-file");
        if (file != null) {
            window.openFile(Path.of(file));
        }
        String lab = option(args, "--lab");
        if (lab != null) {
            window.openLab(lab);
        }
    }

    @Override
    public void stop() {
        if (window != null) {
            String left = window.left();
            if (!left.isEmpty()) {
                System.err.println("darsena: " + left);
            }
            window.close();
        }
        if (helper != null) {
            helper.close();
        }
    }

    static @Nullable String option(List<String> args, String name) {
        int at = args.indexOf(name);
        return at >= 0 && at + 1 < args.size() ? args.get(at + 1) : null;
    }
}
