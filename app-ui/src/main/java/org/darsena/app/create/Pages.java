package org.darsena.app.create;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.darsena.app.create.Draft.Guard;
import org.darsena.app.create.Draft.Limit;
import org.darsena.app.create.Draft.Limits;
import org.darsena.app.create.Draft.Link;
import org.darsena.app.create.Draft.Plug;
import org.darsena.app.images.Image;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;

/// The pages of the steps but the last.
final class Pages {
    private static final List<String> COMMANDS =
            List.of("sleep infinity", "busybox httpd -f -p 80 -h /var", "python3 -m http.server 80");

    private final Texts texts;
    private final CreateModel model;
    private final Fields fields;
    private List<Image> images = List.of();

    Pages(Texts texts, CreateModel model, Fields fields) {
        this.texts = texts;
        this.model = model;
        this.fields = fields;
    }

    /// The images there are, once they are known.
    void images(List<Image> now) {
        images = now;
    }

    Node page(Step step) {
        return switch (step) {
            case KIND -> kind();
            case IMAGE -> image();
            case RESOURCES -> resources();
            case NETWORK -> network();
            case PROTECTION -> protection();
            case PLAN -> new VBox();
        };
    }

    private Draft draft() {
        return model.draft().get();
    }

    private Node kind() {
        Node name = fields.line(
                "name",
                "/name",
                draft().basics().name(),
                true,
                typed -> model.answer(draft().with(draft().basics().name(typed))));
        Node command = fields.choices(
                "command",
                "/process",
                draft().basics().command(),
                COMMANDS,
                typed -> model.answer(draft().with(draft().basics().command(typed))));
        Node cards = fields.cards(
                "kind",
                List.of(ContainerSpec.Kind.APPLICATION, ContainerSpec.Kind.SYSTEM),
                draft().basics().kind(),
                kind -> {
                    model.answer(draft().with(draft().basics().kind(kind)));
                    fields.typed("/process", draft().basics().command());
                },
                List.of(Icon.CUBE, Icon.SYSTEM));
        return page(cards, name, command);
    }

    private Node image() {
        List<Node> rows = new ArrayList<>();
        var group = new javafx.scene.control.ToggleGroup();
        List<Image> all = images.isEmpty() ? List.of(new Image("host", "", "", -1, -1, "")) : images;
        for (Image image : all) {
            String about = texts.find("ui.images.about." + image.id(), java.util.Map.of())
                    .orElse(image.description());
            boolean chosen = image.id().equals(draft().basics().image());
            rows.add(Fields.card(
                    group,
                    Icons.of(Icon.IMAGES, 24),
                    image.id(),
                    about,
                    chosen,
                    () -> model.answer(draft().with(draft().basics().image(image.id())))));
        }
        rows.add(fields.error("/image"));
        return page(rows.toArray(Node[]::new));
    }

    private Node resources() {
        return page(
                fields.limit("memory", "/resources/memory", draft().limits().memory(), (on, typed) -> {
                    Limits l = draft().limits();
                    model.answer(draft().with(new Limits(new Limit(on, typed), l.cpu(), l.pids())));
                }),
                fields.limit("cpu", "/resources/cpus", draft().limits().cpu(), (on, typed) -> {
                    Limits l = draft().limits();
                    model.answer(draft().with(new Limits(l.memory(), new Limit(on, typed), l.pids())));
                }),
                fields.limit("pids", "/resources/pids", draft().limits().pids(), (on, typed) -> {
                    Limits l = draft().limits();
                    model.answer(draft().with(new Limits(l.memory(), l.cpu(), new Limit(on, typed))));
                }));
    }

    private Node network() {
        Link link = draft().link();
        Node name = fields.line(
                "network",
                "/networks/0/network",
                link.network(),
                true,
                typed -> model.answer(draft().with(new Link(
                        draft().link().plug(), typed, draft().link().address()))));
        Node address = fields.line(
                "address",
                "/networks/0/addresses",
                link.address(),
                true,
                typed -> model.answer(draft().with(
                                new Link(draft().link().plug(), draft().link().network(), typed))));
        VBox more = new VBox(14, name, address);
        show(more, link.plug() == Plug.BRIDGE);
        Node cards = fields.cards(
                "plug",
                List.of(Plug.NAT, Plug.BRIDGE, Plug.NONE),
                link.plug(),
                plug -> {
                    Link l = draft().link();
                    model.answer(draft().with(new Link(plug, l.network(), l.address())));
                    show(more, plug == Plug.BRIDGE);
                },
                List.of(Icon.CLOUD, Icon.SWITCH, Icon.UNLINK));
        return page(cards, more);
    }

    private Node protection() {
        Guard g = draft().guard();
        Label count = Parts.label(effective(g), "small");
        var chips = new FlowPane(5, 5);
        chips.setMaxWidth(620);
        for (Capability capability : Capability.values()) {
            chips.getChildren().add(chip(capability, count));
        }
        return page(
                fields.yesNo("unprivileged", g.unprivileged(), true, on -> {
                    Guard now = draft().guard();
                    guard(new Guard(on, now.filtered(), now.noNewPrivileges(), now.capabilities()));
                }),
                fields.error("/namespaces"),
                fields.yesNo("filtered", g.filtered(), true, on -> {
                    Guard now = draft().guard();
                    guard(new Guard(now.unprivileged(), on, now.noNewPrivileges(), now.capabilities()));
                }),
                fields.error("/security/seccomp"),
                fields.yesNo("nonewprivileges", g.noNewPrivileges(), false, on -> {
                    Guard now = draft().guard();
                    guard(new Guard(now.unprivileged(), now.filtered(), on, now.capabilities()));
                }),
                new VBox(8, Parts.row(8, Parts.label(texts.text("ui.create.capabilities"), "section"), count), chips));
    }

    private ToggleButton chip(Capability capability, Label count) {
        var chip = new ToggleButton(capability.label());
        chip.setMnemonicParsing(false);
        chip.getStyleClass().add("chip");
        mark(chip, draft().guard().capabilities().contains(capability));
        chip.setOnAction(e -> {
            Guard now = draft().guard();
            Set<Capability> held = EnumSet.noneOf(Capability.class);
            held.addAll(now.capabilities());
            if (!held.remove(capability)) {
                held.add(capability);
            }
            guard(new Guard(now.unprivileged(), now.filtered(), now.noNewPrivileges(), held));
            mark(chip, held.contains(capability));
            count.setText(effective(draft().guard()));
        });
        return chip;
    }

    private static void mark(ToggleButton chip, boolean on) {
        chip.setSelected(false); // the class says it; a selected chip would be one that is looked at
        chip.getStyleClass().remove("on");
        if (on) {
            chip.getStyleClass().add("on");
        }
    }

    private String effective(Guard guard) {
        return texts.text("ui.kernel.effective", "n", guard.capabilities().size(), "all", Capability.values().length);
    }

    private void guard(Guard next) {
        model.answer(draft().with(next));
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private static Node page(Node... nodes) {
        VBox box = new VBox(16, nodes);
        box.getStyleClass().add("create-page");
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        return scroll;
    }

    /// What was answered at a step, in few words.
    String answer(Step step) {
        Draft d = draft();
        return switch (step) {
            case KIND ->
                d.basics().name() + " · "
                        + texts.text("word.kind." + d.basics().kind().name());
            case IMAGE -> d.basics().image();
            case RESOURCES ->
                String.join(
                        ", ",
                        words(d.limits().memory()),
                        words(d.limits().cpu()),
                        words(d.limits().pids()));
            case NETWORK ->
                texts.text(
                        "ui.create.plug." + d.link().plug().name().toLowerCase(Locale.ROOT) + ".short",
                        "network",
                        d.link().network());
            case PROTECTION ->
                texts.text(
                        d.guard().unprivileged() ? "ui.create.short.unprivileged" : "ui.create.short.privileged",
                        "n",
                        d.guard().capabilities().size());
            case PLAN -> "";
        };
    }

    private String words(Limit limit) {
        return limit.on() ? limit.typed() : "∞";
    }
}
