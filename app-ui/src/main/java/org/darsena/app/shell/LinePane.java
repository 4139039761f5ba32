package org.darsena.app.shell;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.HelperException;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.LiveState;

/// Stands around the places and shows how the line to the helper is: a calm page where it was never reached, a banner
/// over greyed data where it broke.
final class LinePane {
    private final Texts texts;
    private final Sentences sentences;
    private final LiveState live;
    private final BorderPane pane = new BorderPane();
    private final StackPane content = new StackPane();
    private boolean everConnected;

    LinePane(Texts texts, Sentences sentences, LiveState live, boolean everConnected) {
        this.texts = texts;
        this.sentences = sentences;
        this.live = live;
        this.everConnected = everConnected || !live.containers().isEmpty();
        pane.setCenter(content);
    }

    Node node() {
        return pane;
    }

    boolean everConnected() {
        return everConnected;
    }

    /// What is shown while all is well.
    void content(Node now) {
        content.getChildren().setAll(now);
    }

    void connection() {
        boolean connected = live.connection().connected();
        everConnected |= connected;
        pane.setTop(null);
        content.setOpacity(1);
        if (connected) {
            pane.setCenter(content);
        } else if (everConnected) {
            pane.setCenter(content);
            content.setOpacity(0.55);
            pane.setTop(banner());
        } else {
            pane.setCenter(absent());
        }
    }

    private Node banner() {
        HBox banner = Parts.banner(Tone.WARN, Icon.UNLINK, texts.text("ui.line.broken", "why", why()));
        banner.setId("line-broken");
        VBox box = new VBox(banner);
        box.getStyleClass().add("banner-room");
        return box;
    }

    private Node absent() {
        Label title = Parts.label(texts.text("ui.line.absent"), "title");
        Label why = Parts.wrapped(why(), "mute");
        why.setMaxWidth(520);
        Label does = Parts.wrapped(texts.text("ui.line.absent.do"));
        does.setMaxWidth(520);
        Label command = Parts.label("packaging/run", "mono");
        var typed = new StackPane(command);
        typed.getStyleClass().add("inset");
        typed.setMaxWidth(520);
        StackPane.setAlignment(command, javafx.geometry.Pos.CENTER_LEFT);
        Label again = Parts.wrapped(texts.text("ui.line.absent.again"), "small");
        VBox box = new VBox(12, Icons.of(Icon.UNLINK, 28), title, why, does, typed, again);
        box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        box.setMaxWidth(520);
        box.setId("helper-absent");
        var page = new StackPane(box);
        page.getStyleClass().add("work");
        return page;
    }

    private String why() {
        HelperException why = live.connection().why();
        // that it broke is said anyway; the sentence for that speaks of one call
        return why == null || why.error().equals(HelperException.BROKEN) ? "" : sentences.of(why);
    }
}
