package org.darsena.app.create;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.darsena.app.theme.Parts;

/// One step of a plan: its number, and up to three columns that stand at the same place in every row, whatever is in
/// them. All begin at the row's upper edge; the row is as high as its highest column.
final class StepRow extends Region {
    private static final double NUMBER = 18;
    private static final double GAP = 16;
    private static final double LEAST = 46;
    /// Below this width there is no room for the last of three columns.
    private static final double NARROW = 640;

    private static final double SOME_LINES = 51;

    private final Label number;
    private final Node[] columns;

    /// @param columns the name; beside it what it means, which gets what is left; at the right the calls
    StepRow(int number, Node... columns) {
        this.number = Parts.label(Integer.toString(number), "faint", "num");
        this.columns = columns;
        getStyleClass().add("step-row");
        getChildren().add(this.number);
        getChildren().addAll(columns);
    }

    /// Of each column, within `width`; 0: not shown.
    private double[] widths(double width) {
        double room = width - NUMBER - GAP;
        if (columns.length == 1) {
            return new double[] {room};
        }
        boolean narrow = room < NARROW;
        double name = Math.rint(Math.min(226, room * 0.34));
        if (columns.length == 2) {
            return new double[] {name, room - name - GAP};
        }
        double last = narrow ? 0 : Math.rint(Math.min(190, room * 0.22));
        return new double[] {name, room - name - GAP - (narrow ? 0 : last + GAP), last};
    }

    private double high(int column, double[] widths) {
        return widths[column] > 0 ? Math.ceil(columns[column].prefHeight(widths[column])) : 0;
    }

    /// The last of three only explains: it makes no row higher than some lines.
    private double highest(double[] widths) {
        double highest = high(0, widths);
        for (int i = 1; i < columns.length; i++) {
            highest = Math.max(highest, i == 2 ? Math.min(SOME_LINES, high(i, widths)) : high(i, widths));
        }
        return highest;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets in = getInsets();
        double inner = (width < 0 ? getWidth() : width) - in.getLeft() - in.getRight();
        double[] widths = widths(inner);
        double height = highest(widths);
        return Math.max(LEAST, Math.ceil(height) + in.getTop() + in.getBottom());
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 800;
    }

    @Override
    protected void layoutChildren() {
        Insets in = getInsets();
        double[] widths = widths(getWidth() - in.getLeft() - in.getRight());
        double room = getHeight() - in.getTop() - in.getBottom();
        // what is lower than the least row stands in its middle, all columns on the same line
        double highest = highest(widths);
        double y = in.getTop() + Math.rint(Math.max(0, room - highest) / 2);
        double x = in.getLeft();
        number.resizeRelocate(x, y, NUMBER, Math.ceil(number.prefHeight(-1)));
        x += NUMBER + GAP;
        for (int i = 0; i < columns.length; i++) {
            columns[i].setVisible(widths[i] > 0);
            if (widths[i] > 0) {
                columns[i].resizeRelocate(x, y, widths[i], Math.min(highest, high(i, widths)));
                x += widths[i] + GAP;
            }
        }
    }
}
