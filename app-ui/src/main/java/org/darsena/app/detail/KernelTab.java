package org.darsena.app.detail;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.app.view.Figures;
import org.darsena.model.container.Capability;

/// What the container is made of, as the kernel says: namespaces, ids, capabilities, filter, cgroups, mounts.
final class KernelTab {
    /// Room for `1 879 048 192 and on`.
    private static final double INSIDE = 132;

    private final Texts texts;
    private final VBox body = new VBox();
    private final ScrollPane scroll = new ScrollPane(body);
    private Inspection shown = Inspection.NOTHING;

    KernelTab(Context context) {
        this.texts = context.texts();
        body.getStyleClass().add("detail-body");
        scroll.setFitToWidth(true);
        scroll.setId("kernel");
    }

    Node node() {
        return scroll;
    }

    void show(Inspection seen) {
        if (seen.equals(shown) && !body.getChildren().isEmpty()) {
            return;
        }
        shown = seen;
        body.getChildren().clear();
        if (seen.namespaces().isEmpty()
                && seen.cgroups().isEmpty()
                && seen.mounts().isEmpty()) {
            body.getChildren().add(Parts.wrapped(texts.text("ui.kernel.none"), "mute"));
            return;
        }
        add(namespaces(seen), ids(seen), capabilities(seen), protection(seen), cgroups(seen), mounts(seen));
    }

    private void add(VBox... cards) {
        for (VBox card : cards) {
            if (card.getChildren().size() > 1) {
                card.setMinWidth(0);
                body.getChildren().add(card);
            }
        }
    }

    private VBox namespaces(Inspection seen) {
        long own = seen.namespaces().stream().filter(Inspection.Space::own).count();
        VBox card = card(
                "namespaces",
                texts.text(
                        "ui.kernel.own", "own", own, "shared", seen.namespaces().size() - own));
        for (Inspection.Space space : seen.namespaces()) {
            Label chip = Parts.label(texts.text(space.own() ? "ui.kernel.its" : "ui.kernel.host"), "chip");
            chip.getStyleClass().add(space.own() ? "own" : "shared");
            Label kind = fixed(texts.text("ui.kernel.namespace." + space.kind()), 96);
            var place = new StackPane(chip);
            place.setAlignment(Pos.CENTER_LEFT);
            place.setMinWidth(64);
            card.getChildren().add(row(kind, place, Parts.label(Long.toString(space.inode()), "mono", "mute")));
        }
        return card;
    }

    private VBox ids(Inspection seen) {
        VBox card = card("ids", "");
        List<Ids.Row> rows = Ids.rows(seen.uids());
        if (!rows.isEmpty()) {
            Label outside = Parts.label(texts.text("ui.kernel.outside"), "small");
            card.getChildren().add(row(wide(Parts.label(texts.text("ui.kernel.inside"), "small")), outside));
        }
        for (Ids.Row r : rows) {
            Label inside = Parts.label(span(r.first(), r), "id-range", "inside");
            Label outside = r.mapped()
                    ? Parts.label(span(r.outside(), r), "id-range")
                    : Parts.label(texts.text("ui.kernel.unmapped"), "small");
            card.getChildren().add(row(wide(inside), outside));
        }
        rows.stream()
                .filter(r -> r.first() == 0 && r.mapped())
                .forEach(r -> card.getChildren().add(Parts.wrapped(root(r.outside()), "small")));
        return card;
    }

    private String root(long outside) {
        return outside == 0
                ? texts.text("ui.kernel.root.same")
                : texts.text("ui.kernel.root", "uid", Figures.grouped(outside));
    }

    private static Node wide(Label label) {
        var place = new StackPane(label);
        place.setAlignment(Pos.CENTER_LEFT);
        place.setMinWidth(INSIDE);
        return place;
    }

    private VBox capabilities(Inspection seen) {
        List<String> held = seen.effective();
        VBox card = card(
                "capabilities", texts.text("ui.kernel.effective", "n", held.size(), "all", Capability.values().length));
        var chips = new FlowPane(5, 5);
        for (Capability capability : Capability.values()) {
            Label chip = Parts.label(capability.label(), "chip");
            if (held.contains(capability.label())) {
                chip.getStyleClass().add("on");
            }
            chips.getChildren().add(chip);
        }
        chips.setPrefWrapLength(100);
        card.getChildren().add(chips);
        return card;
    }

    private VBox protection(Inspection seen) {
        VBox card = card("protection", "");
        if (seen.seccomp() >= 0) {
            String mode = texts.text("ui.kernel.seccomp." + seen.seccomp(), "n", seen.filters());
            card.getChildren().add(fact("ui.kernel.seccomp", mode));
        }
        card.getChildren()
                .add(fact(
                        "ui.kernel.nnp",
                        texts.text(seen.noNewPrivileges() ? "ui.kernel.nnp.on" : "ui.kernel.nnp.off")));
        if (!seen.lsm().isEmpty()) {
            card.getChildren().add(fact("ui.kernel.lsm", seen.lsm()));
        }
        return card;
    }

    private VBox cgroups(Inspection seen) {
        String path = seen.cgroups().isEmpty() ? "" : seen.cgroups().getFirst().path();
        VBox card = card("cgroups", path);
        for (Inspection.Controller c : seen.cgroups()) {
            List<String> lines = new ArrayList<>();
            c.values().forEach((file, value) -> lines.add(file + " = " + value.strip()));
            Label values = Parts.wrapped(lines.isEmpty() ? "–" : String.join("\n", lines), "mono");
            HBox row = new HBox(12, fixed(c.controller(), 96), values);
            row.setAlignment(Pos.TOP_LEFT);
            card.getChildren().add(row);
        }
        return card;
    }

    private VBox mounts(Inspection seen) {
        VBox card = card("mounts", Integer.toString(seen.mounts().size()));
        for (Inspection.Mount mount : seen.mounts()) {
            Label target = Parts.wrapped(mount.target(), "mono", "strong");
            Label how = Parts.wrapped(mount.type() + " " + mount.options(), "mono", "mute");
            card.getChildren().add(new VBox(target, how));
        }
        return card;
    }

    private VBox card(String title, String note) {
        VBox card = Parts.card(texts.text("ui.kernel." + title), note);
        card.setSpacing(6);
        return card;
    }

    private HBox fact(String key, String value) {
        HBox row = new HBox(12, fixed(texts.text(key), 130), Parts.wrapped(value));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static HBox row(Node... nodes) {
        return Parts.row(12, nodes);
    }

    private static Label fixed(String text, double width) {
        Label label = Parts.label(text, "strong");
        label.setMinWidth(width);
        label.setPrefWidth(width);
        label.setMaxWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private String span(long from, Ids.Row row) {
        String first = Figures.grouped(from);
        return row.open()
                ? texts.text("ui.kernel.from", "first", first)
                : first + " – " + Figures.grouped(from + row.last() - row.first());
    }
}
