package org.darsena.app.containers;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import org.darsena.app.containers.Line.Row;
import org.jspecify.annotations.Nullable;

/// A cell that shows figures of a row's container, told once a tick to show the newest.
abstract class LiveCell extends TableCell<Line, Line> {

    /// Of a table: all cells the toolkit made, about as many as are seen.
    static final class Tracker {
        private final List<LiveCell> cells = new ArrayList<>();

        /// Shows the newest figures in those that are seen.
        void figures() {
            for (LiveCell cell : cells) {
                Row row = cell.row();
                if (row != null && cell.seen()) {
                    cell.show(row);
                }
            }
        }
    }

    private final Region graphic;

    LiveCell(Tracker tracker, Region graphic) {
        this.graphic = graphic;
        tracker.cells.add(this);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        graphic.setMinWidth(0);
        graphic.prefWidthProperty().bind(widthProperty().subtract(16));
        graphic.setPrefHeight(30);
    }

    /// Shows this container's figures.
    abstract void show(Row row);

    /// No container is shown.
    void clear() {}

    @Override
    protected void updateItem(@Nullable Line item, boolean empty) {
        super.updateItem(item, empty);
        if (!empty && item instanceof Row row) {
            setGraphic(graphic);
            show(row);
        } else {
            setGraphic(null);
            clear();
        }
    }

    private @Nullable Row row() {
        return isEmpty() || !(getItem() instanceof Row row) ? null : row;
    }

    private boolean seen() {
        return getTableRow() != null
                && getTableRow().isVisible()
                && getTableRow().getParent() != null
                && isVisible();
    }
}
