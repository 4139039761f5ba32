package org.darsena.app.theme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Draws every component in both themes into PNG files, to be looked at beside the target pictures:
/// `java … org.darsena.app.theme.ThemeGallery FOLDER`. Its data are made up. Not shipped.
public final class ThemeGallery {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private ThemeGallery() {}

    static Map<String, Supplier<Parent>> pages() {
        Map<String, Supplier<Parent>> pages = new LinkedHashMap<>();
        pages.put("containers", GalleryContainers::page);
        pages.put("anatomy", GalleryAnatomy::page);
        pages.put("what-will-happen", GalleryWizard::page);
        pages.put("designer", GalleryDesigner::page);
        pages.put("controls", GalleryControls::page);
        pages.put("icons", GalleryIcons::page);
        return pages;
    }

    /// Writes the pages into the folder named by the first argument.
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Platform.startup(() -> Platform.runLater(() -> {
            try {
                Files.createDirectories(folder);
                draw(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Platform.runLater(Platform::exit);
        }));
    }

    private static void draw(Path folder) throws IOException {
        Themes.start();
        for (Theme theme : Theme.values()) {
            Themes.use(theme);
            for (Map.Entry<String, Supplier<Parent>> page : pages().entrySet()) {
                Stage stage = new Stage();
                Scene scene = new Scene(page.getValue().get(), WIDTH, HEIGHT);
                Themes.style(scene);
                stage.setScene(scene);
                stage.show();
                String name = page.getKey() + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
                Png.write(scene.snapshot(null), folder.resolve(name));
                stage.close();
            }
            GalleryPopups.draw(folder, theme.name().toLowerCase(Locale.ROOT));
        }
        CssParser.errorsProperty().forEach(e -> System.err.println(e.getMessage()));
    }
}
