package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Paint;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemesTest {
    @ParameterizedTest
    @EnumSource
    void colourOfTextAndIconsComesFromTheTokens(Theme theme) throws Exception {
        Fx.run(() -> {
            Label value = Parts.label("212", "value");
            Label unit = Parts.label("MiB", "unit");
            Button primary = Parts.primary(Icon.PLUS, "New container");
            Label killed = new Label("killed", Icons.of(Icon.CROSS));
            killed.getStyleClass().add("bad");
            show(theme, value, unit, primary, killed);
            Palette p = theme.palette();
            assertEquals(p.text(), value.getTextFill());
            assertEquals(p.faint(), unit.getTextFill());
            assertEquals(p.onAccent(), primary.getTextFill());
            assertEquals(p.onAccent(), icon(primary.getGraphic()));
            assertEquals(p.bad(), icon(killed.getGraphic()));
        });
    }

    private static Paint icon(Node node) {
        return ((IconView) node).colorProperty().get();
    }

    @Test
    void aChangeOfThemeReachesScenesThatAreOpenAndKeepsTheirOwnSheets() throws Exception {
        Fx.run(() -> {
            Label label = new Label("web");
            Scene scene = show(Theme.LIGHT, label);
            String own = "data:text/css,.x%7B%7D";
            int ours = scene.getStylesheets().size();
            scene.getStylesheets().add(own);
            Themes.use(Theme.DARK);
            scene.getRoot().applyCss();
            assertEquals(Theme.DARK.palette().text(), label.getTextFill());
            assertEquals(own, scene.getStylesheets().getLast());
            Themes.use(Theme.LIGHT);
            scene.getRoot().applyCss();
            assertEquals(Theme.LIGHT.palette().text(), label.getTextFill());
            assertEquals(ours + 1, scene.getStylesheets().size());
        });
    }

    @Test
    void measuresAreThoseOfTheDesign() throws Exception {
        Fx.run(() -> {
            Button button = Parts.button(Icon.STOP, "Stop");
            TextField field = new TextField();
            HBox topBar = region(new HBox(), "topbar");
            HBox statusBar = region(new HBox(), "statusbar");
            VBox rail = region(new VBox(), "rail");
            TableView<String> table = new TableView<>();
            table.getColumns().add(new TableColumn<>("Name"));
            table.getItems().add("web");
            show(Theme.LIGHT, button, field, topBar, statusBar, rail, table);
            assertEquals(30, button.getHeight());
            assertEquals(30, field.getHeight());
            assertEquals(48, topBar.getHeight());
            assertEquals(28, statusBar.getHeight());
            assertEquals(196, rail.getWidth());
            TableRow<?> row = (TableRow<?>) table.lookup(".table-row-cell");
            assertNotNull(row);
            assertEquals(38, row.getHeight());
        });
    }

    @Test
    void theRingOfTheFocusedRowTakesNoRoom() throws Exception {
        Fx.run(() -> {
            TableView<String> table = new TableView<>();
            table.getColumns().add(new TableColumn<>("Name"));
            table.getItems().addAll("web", "db");
            table.getFocusModel().focus(1);
            table.pseudoClassStateChanged(PseudoClass.getPseudoClass("focus-visible"), true);
            show(Theme.LIGHT, table);
            for (Node node : table.lookupAll(".table-row-cell")) {
                TableRow<?> row = (TableRow<?>) node;
                assertEquals(row.getIndex() == 1, row.getBorder() != null, "ring of row " + row.getIndex());
                assertEquals(38, row.getHeight());
            }
        });
    }

    @Test
    void aChangeOfStateMovesNothing() throws Exception {
        Fx.run(() -> {
            List<Region> dots = List.of(Tone.values()).stream().map(Parts::dot).toList();
            show(Theme.LIGHT, dots.toArray(Region[]::new));
            for (Region dot : dots) {
                assertEquals(9, dot.getWidth());
                assertEquals(9, dot.getHeight());
            }
            Label pill = Parts.pill(Tone.OK, "Running");
            Parts.tone(pill, Tone.BAD);
            assertTrue(pill.getStyleClass().contains("bad")
                    && !pill.getStyleClass().contains("ok"));
            assertTrue(pill.getGraphic().getStyleClass().contains("bad"));
        });
    }

    @Test
    void anIconAloneHasWordsForAScreenReader() throws Exception {
        Fx.run(() -> {
            Button more = Parts.iconButton(Icon.MORE, "More actions");
            assertEquals("More actions", more.getAccessibleText());
            assertEquals("More actions", more.getTooltip().getText());
        });
    }

    private static <R extends Region> R region(R region, String styleClass) {
        region.getStyleClass().add(styleClass);
        return region;
    }

    private static Scene show(Theme theme, Region... nodes) {
        Themes.start();
        Themes.use(theme);
        VBox root = new VBox(nodes);
        root.setFillWidth(false);
        Scene scene = new Scene(root, 900, 700);
        Themes.style(scene);
        Stage stage = new Stage();
        stage.setScene(scene);
        stage.show();
        root.applyCss();
        root.layout();
        stage.close();
        return scene;
    }
}
