package org.darsena.app.images;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.app.view.View;

/// The images there are, each with what is made from it.
public final class ImagesView implements View {
    private final Context context;
    private final Texts texts;
    private final Consumer<String> create;
    private final Label count = Parts.label("", "page-count");
    private final VBox cards = new VBox(12);
    private final StackPane body = new StackPane();
    private final VBox root;

    /// @param create opens the sheet for a new container from an image
    public ImagesView(Context context, Consumer<String> create) {
        this.context = context;
        this.texts = context.texts();
        this.create = create;
        Button again = Parts.iconButton(Icon.REFRESH, texts.text("ui.refresh"));
        again.setOnAction(e -> ask());
        HBox head = new HBox(Parts.label(texts.text("ui.place.images"), "title"), count, Parts.spacer(), again);
        head.getStyleClass().add("page-head");
        VBox.setVgrow(body, Priority.ALWAYS);
        root = new VBox(head, body);
        root.getStyleClass().add("work");
        root.setId("images");
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void shown() {
        ask();
    }

    private void ask() {
        context.ask(
                () -> Image.parse(context.helper().images()),
                this::show,
                failure -> body.getChildren()
                        .setAll(Parts.empty(
                                Icon.IMAGES,
                                texts.text("ui.images.unknown"),
                                context.sentences().of(failure))));
    }

    private void show(List<Image> images) {
        count.setText(Integer.toString(images.size()));
        if (images.isEmpty()) {
            body.getChildren()
                    .setAll(Parts.empty(Icon.IMAGES, texts.text("ui.images.none"), texts.text("ui.images.none.more")));
            return;
        }
        Map<String, Long> used = context.live().containers().stream()
                .collect(Collectors.groupingBy(ContainerView::image, Collectors.counting()));
        cards.getChildren()
                .setAll(images.stream()
                        .map(i -> card(i, used.getOrDefault(i.id(), 0L)))
                        .toList());
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        body.getChildren().setAll(scroll);
    }

    private Node card(Image image, long used) {
        Label id = Parts.label(image.id(), "section");
        Label title = Parts.label(image.title(), "mute");
        String words = texts.find("ui.images.about." + image.id(), Map.of()).orElse(image.description());
        VBox text = new VBox(4, Parts.row(8, id, title), Parts.wrapped(words, "small"));
        HBox.setHgrow(text, Priority.ALWAYS);
        Label facts = Parts.label(facts(image, used), "small");
        facts.setMinWidth(Region.USE_PREF_SIZE);
        Button make = Parts.button(Icon.PLUS, texts.text("ui.containers.new"));
        make.setOnAction(e -> create.accept(image.id()));
        HBox row = Parts.row(16, Icons.of(Icon.IMAGES, 24), text, facts, make);
        var card = new StackPane(row);
        card.getStyleClass().add("card");
        card.setMaxWidth(980);
        return card;
    }

    private String facts(Image image, long used) {
        return texts.text(
                "ui.images.facts",
                "used",
                used,
                "size",
                image.size() < 0 ? "" : new Amounts(texts.locale()).bytes((double) image.size()),
                "date",
                image.created() <= 0 ? "" : date(image.created()));
    }

    private String date(long millis) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(texts.locale())
                .format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
