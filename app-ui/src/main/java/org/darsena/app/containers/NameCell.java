package org.darsena.app.containers;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.darsena.app.containers.Line.Group;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.containers.Remarks.Remark;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Context;
import org.darsena.app.view.Island;
import org.jspecify.annotations.Nullable;

/// State, symbol, name, and what is the matter; of a group its head.
final class NameCell extends LiveCell {
    private final Context context;
    private final Remarks remarks;
    private final Inside inside;
    private final HBox head = new HBox(6);
    private final Label groupName = Parts.label("", "strong", "value");
    private final Label groupSize = Parts.label("", "mute");
    private final Node open = Icons.of(Icon.CHEVRON_DOWN, 12);
    private final Node shut = Icons.of(Icon.CHEVRON_RIGHT, 12);

    NameCell(Tracker tracker, Context context, Remarks remarks) {
        this(tracker, context, remarks, new Inside());
    }

    private NameCell(Tracker tracker, Context context, Remarks remarks, Inside inside) {
        super(tracker, inside);
        this.context = context;
        this.remarks = remarks;
        this.inside = inside;
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinWidth(Region.USE_PREF_SIZE); // it reaches over the cells beside, which are empty
        groupName.setMinWidth(Region.USE_PREF_SIZE);
        groupSize.setMinWidth(Region.USE_PREF_SIZE);
        head.setMouseTransparent(true);
    }

    @Override
    void show(Row row) {
        Remark remark = remarks.of(row.now());
        inside.show(row, Symbols.of(row.now(), context.live()), remark);
        explain(inside.cut() ? row.name() + ": " + remark.text() : "");
    }

    /// What is cut off is told to whoever points at it.
    private void explain(String words) {
        Tooltip tip = getTooltip();
        if (words.isEmpty()) {
            setTooltip(null);
        } else if (tip == null || !tip.getText().equals(words)) {
            Tooltip next = new Tooltip(words);
            next.setWrapText(true);
            next.setMaxWidth(420);
            setTooltip(next);
        }
    }

    @Override
    protected void updateItem(@Nullable Line item, boolean empty) {
        super.updateItem(item, empty);
        if (!empty && item instanceof Group group) {
            String name = group.lab().isEmpty() ? context.texts().text("ui.containers.alone") : group.name();
            groupName.setText(name);
            groupSize.setText(context.texts().text("ui.containers.size", "n", group.size()));
            head.getChildren().setAll(group.collapsed() ? shut : open, groupName, groupSize);
            setGraphic(head);
        }
    }

    private static final class Inside extends Island {
        private static final double SYMBOL = 19;
        private static final double NAME = 42;
        private static final double LEAST_NAME = 60;
        private final Region dot = Parts.dot(Tone.IDLE);
        private final Label name = Parts.label("", "strong");
        private final Label remark = Parts.label("", "small");
        private @Nullable Icon shown;
        private @Nullable Node symbol;
        private Tone tone = Tone.IDLE;
        private Tone remarkTone = Tone.IDLE;

        Inside() {
            inside().getChildren().addAll(dot, name, remark);
            inside().getChildren().forEach(n -> n.setManaged(false));
            name.setText("");
        }

        void show(Row row, Icon icon, Remark says) {
            if (icon != shown) {
                shown = icon;
                inside().getChildren().remove(symbol);
                Node next = Icons.of(icon);
                next.getStyleClass().add("mute");
                next.setManaged(false);
                symbol = next;
                inside().getChildren().add(next);
                replace();
            }
            if (row.tone() != tone) {
                tone = row.tone();
                Parts.tone(dot, tone);
            }
            if (says.tone() != remarkTone) {
                remarkTone = says.tone();
                Parts.tone(remark, remarkTone);
            }
            if (!name.getText().equals(row.name()) || !remark.getText().equals(says.text())) {
                name.setText(row.name());
                remark.setText(says.text());
                replace();
            }
        }

        /// Whether the remark has not the room it wants.
        boolean cut() {
            return !remark.getText().isEmpty() && (!remark.isVisible() || remark.getWidth() < remark.prefWidth(-1));
        }

        @Override
        protected void place(double width, double height) {
            dot.resizeRelocate(0, Math.rint((height - 9) / 2), 9, 9);
            if (symbol != null) {
                symbol.resizeRelocate(SYMBOL, Math.rint((height - 16) / 2), 16, 16);
            }
            double room = Math.max(0, width - NAME);
            double wanted = Math.ceil(name.prefWidth(-1));
            boolean says = !remark.getText().isEmpty();
            double nameWidth = says ? Math.min(wanted, Math.max(LEAST_NAME, room)) : Math.min(wanted, room);
            name.resizeRelocate(NAME, 0, nameWidth, height);
            double left = room - nameWidth - 7;
            remark.setVisible(says && left > 24);
            remark.resizeRelocate(NAME + nameWidth + 7, 0, Math.max(0, left), height);
        }
    }
}
