package org.darsena.app.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javafx.application.Platform;
import javafx.css.CssParser;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.darsena.api.Errors;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.app.shell.Pictures;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.darsena.app.topology.Hit;
import org.darsena.model.json.ShippedLabs;
import org.jspecify.annotations.Nullable;

/// Draws the labs in all their states, themes and languages, to be looked at: `java … LabsPictures FOLDER`. Not
/// shipped.
public final class LabsPictures {
    private static final double RAIL = 196;
    private static final double TOP = 48;
    private static final double STATUS = 28;

    private LabsPictures() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Platform.startup(() -> Platform.runLater(() -> {
            try {
                Files.createDirectories(folder);
                for (Theme theme : Theme.values()) {
                    Themes.start();
                    Themes.use(theme);
                    for (String language : new String[] {"en", "es"}) {
                        all(folder, theme.name().toLowerCase(Locale.ROOT) + "-" + language, Locale.of(language));
                    }
                }
                CssParser.errorsProperty().forEach(e -> System.err.println(e.getMessage()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                Platform.runLater(Platform::exit);
            }
        }));
    }

    private static void all(Path folder, String suffix, Locale locale) throws IOException {
        var desk = new Desk(locale);
        var view = new LabsView(desk);
        var stage = stage(view);
        snap(stage, folder, "list-off", suffix);
        view.open("dmz");
        snap(stage, folder, "lab-off", suffix);
        desk.helper.hold();
        click(stage, "#lab-start");
        snap(stage, folder, "lab-starting", suffix);
        desk.helper.fail(new HelperException(Errors.MISSING, Map.of("what", "frr")));
        desk.helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        desk.helper.connect("polkit");
        desk.helper.release();
        click(stage, "#lab-start");
        snap(stage, folder, "lab-failed", suffix);
        var lab = desk.helper.addLab(ShippedLabs.read("dmz"));
        for (int i = 0; i < 90; i++) {
            desk.helper.tick();
        }
        desk.helper.checks(c -> !c.name().startsWith("client-2 → internet"));
        click(stage, "#lab-check");
        flush();
        view.shown();
        desk.helper.tick();
        select(stage, new Hit.OnCard("fw"));
        snap(stage, folder, "lab-fw", suffix);
        select(stage, new Hit.OnCard("core"));
        snap(stage, folder, "lab-core", suffix);
        select(stage, new Hit.OnCable(2));
        snap(stage, folder, "lab-link", suffix);
        select(stage, new Hit.OnCard("web"));
        String web = lab.nodes().getOrDefault("web", "");
        desk.helper.act(web, Action.STOP, Map.of());
        snap(stage, folder, "lab-stopped-node", suffix);
        select(stage, null);
        snap(stage, folder, "lab-none", suffix);
        view.list();
        snap(stage, folder, "list-up", suffix);
        stage.close();
    }

    private static Stage stage(LabsView view) {
        var frame = new BorderPane(view.node());
        frame.setLeft(bar(RAIL, 0));
        frame.setTop(bar(0, TOP));
        frame.setBottom(bar(0, STATUS));
        frame.getStyleClass().add("app");
        var scene = new Scene(frame, 1440, 900);
        Themes.style(scene);
        scene.getStylesheets().add("/org/darsena/app/shell/window.css");
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        view.shown();
        return stage;
    }

    private static Region bar(double width, double height) {
        var bar = new Region();
        bar.setMinSize(width, height);
        return bar;
    }

    private static void click(Stage stage, String id) {
        flush();
        stage.getScene().getRoot().applyCss();
        ((javafx.scene.control.Button) stage.getScene().lookup(id)).fire();
        flush();
    }

    private static void select(Stage stage, @Nullable Hit hit) {
        ((TopologyPane) stage.getScene().lookup("#topology")).select(hit);
    }

    private static void snap(Stage stage, Path folder, String name, String suffix) throws IOException {
        flush();
        Pictures.write(stage.getScene(), folder.resolve(name + "-" + suffix + ".png"));
    }

    /// Lets what was put off run.
    private static void flush() {
        Object key = new Object();
        Platform.runLater(() -> Platform.exitNestedEventLoop(key, null));
        Platform.enterNestedEventLoop(key);
    }
}
