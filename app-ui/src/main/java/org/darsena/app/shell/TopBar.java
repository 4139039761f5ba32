package org.darsena.app.shell;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;

/// Name, search, theme, language.
final class TopBar {
    private final Texts texts;
    private final Button theme;
    private final HBox box = new HBox();
    /// Held here: the theme outlives the bar.
    private final InvalidationListener themed = o -> theme();

    /// @param search opens the search
    /// @param dark changes the theme
    /// @param speak changes the language
    TopBar(Texts texts, Runnable search, Consumer<Theme> dark, Consumer<Locale> speak) {
        this.texts = texts;
        var brand = new Label(texts.text("ui.title"), Icons.of(Icon.CUBE, 20));
        brand.getStyleClass().add("brand");
        this.theme = Parts.iconButton(Icon.MOON, "");
        theme.setId("theme");
        theme.setOnAction(e -> dark.accept(Themes.current() == Theme.DARK ? Theme.LIGHT : Theme.DARK));
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
        theme();
        box.getChildren().addAll(brand, search(search), Parts.spacer(), theme, language(speak));
        box.getStyleClass().add("topbar");
        box.setUserData(this); // the theme holds on to the bar weakly, the window to the box
    }

    Node node() {
        return box;
    }

    private Node search(Runnable open) {
        Label prompt = Parts.label(texts.text("ui.search"), "mute");
        prompt.setMinWidth(0);
        var inside =
                new HBox(8, Icons.of(Icon.SEARCH), prompt, Parts.spacer(), Parts.keycap(texts.text("ui.search.key")));
        inside.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        inside.setMouseTransparent(true);
        var button = new Button();
        button.setGraphic(inside);
        button.setId("search");
        button.getStyleClass().addAll("search", "search-button");
        button.setAccessibleText(texts.text("ui.search"));
        button.setMinWidth(120);
        button.setMaxWidth(520);
        inside.prefWidthProperty().bind(button.widthProperty().subtract(20));
        inside.setMinWidth(0);
        button.setOnAction(e -> open.run());
        return button;
    }

    private MenuButton language(Consumer<Locale> speak) {
        var menu = new MenuButton();
        menu.setGraphic(Icons.of(Icon.LANGUAGE));
        menu.getStyleClass().add("icon-button");
        menu.setId("language");
        menu.setAccessibleText(texts.text("ui.language"));
        menu.setTooltip(new Tooltip(texts.text("ui.language")));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        for (String tag : new String[] {"en", "es"}) {
            Locale locale = Locale.of(tag);
            var item = new RadioMenuItem(texts.text("ui.language." + tag));
            item.setSelected(texts.locale().getLanguage().equals(tag));
            item.setOnAction(e -> speak.accept(locale));
            menu.getItems().add(item);
        }
        return menu;
    }

    private void theme() {
        boolean dark = Themes.current() == Theme.DARK;
        String words = texts.text(dark ? "ui.theme.light" : "ui.theme.dark");
        theme.setGraphic(Icons.of(dark ? Icon.SUN : Icon.MOON));
        theme.setAccessibleText(words);
        theme.setTooltip(new Tooltip(words));
    }
}
