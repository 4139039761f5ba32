package org.darsena.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.CssParser;
import javafx.stage.Stage;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.theme.Theme;

/// Draws the window on made-up data into PNG files, to be looked at beside the target pictures:
/// `java … org.darsena.app.shell.DemoPictures FOLDER [NAME…]`. Not shipped.
public final class DemoPictures {
    private final Path folder;

    private DemoPictures(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var demo = new DemoPictures(Path.of(args[0]));
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        var names = java.util.List.of(args).subList(1, args.length);
        try {
            for (Scenes scene : Scenes.values()) {
                if (names.isEmpty() || names.contains(scene.name().toLowerCase(Locale.ROOT))) {
                    demo.draw(scene);
                }
            }
        } finally {
            Platform.exit();
        }
        CssParser.errorsProperty().forEach(e -> System.err.println(e.getMessage()));
    }

    private void draw(Scenes what) throws Exception {
        for (Theme theme : Theme.values()) {
            for (String language : new String[] {"en", "es"}) {
                FakeHelper helper = what.helper();
                Path file = folder.resolve(what.name().toLowerCase(Locale.ROOT) + "-"
                        + theme.name().toLowerCase(Locale.ROOT) + "-" + language + ".png");
                Window[] window = new Window[1];
                Stage[] stage = new Stage[1];
                onFx(w -> {
                    var settings =
                            new Settings(Files.createTempDirectory("demo").resolve("window.json"));
                    settings.put("theme", theme.name());
                    what.before(settings);
                    window[0] = new Window(helper, settings, Locale.of(language));
                    stage[0] = new Stage();
                    window[0].show(stage[0]);
                    stage[0].setWidth(1440);
                    stage[0].setHeight(900);
                });
                for (int i = 0; i < 3; i++) {
                    helper.tick();
                    settle();
                }
                onFx(w -> what.act(window[0], helper));
                settle();
                onFx(w -> what.type(window[0]));
                helper.tick();
                settle();
                onFx(w -> {
                    Pictures.write(window[0].scene(), file);
                    window[0].close();
                    stage[0].close();
                });
                System.out.println(file);
            }
        }
    }

    interface Work {
        void run(Void nothing) throws Exception;
    }

    static void onFx(Work work) throws Exception {
        var done = new CountDownLatch(1);
        Exception[] failure = new Exception[1];
        Platform.runLater(() -> {
            try {
                work.run(null);
            } catch (Exception e) {
                failure[0] = e;
            }
            done.countDown();
        });
        done.await();
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /// Some frames and some background answers pass.
    static void settle() throws Exception {
        for (int i = 0; i < 12; i++) {
            onFx(w -> {});
            Thread.sleep(15);
        }
    }

    static Consumer<Void> nothing() {
        return v -> {};
    }
}
