package org.darsena.app.topology;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import org.darsena.app.theme.Palette;
import org.darsena.app.topology.Placement.Line;
import org.darsena.app.topology.Status.Badge;
import org.darsena.app.topology.Status.Wire;
import org.jspecify.annotations.Nullable;

/// Draws cables, and afterwards, above everything, the words they bear.
final class CablePainter {
    private static final double PLAIN = 1.35;
    private static final double BUSY = 2.2;
    /// How far a cable goes on below its card, so that no gap shows at the card's round corners.
    private static final double BELOW = 8;

    private static final double MARK = 3.5;

    private final GraphicsContext g;
    private final Placement placement;
    private final Status status;
    private final Look look;
    private final Palette palette;

    CablePainter(GraphicsContext g, Placement placement, Status status, Look look) {
        this.g = g;
        this.placement = placement;
        this.status = status;
        this.look = look;
        this.palette = look.palette();
    }

    void lines() {
        g.setLineCap(StrokeLineCap.ROUND);
        for (Line line : placement.lines()) {
            Wire wire = status.wire(line.number());
            g.setStroke(color(line, wire));
            g.setLineWidth(width(line, wire));
            if (wire != null && !wire.up()) {
                g.setLineDashes(1.5, 5);
            }
            double length = Math.max(1, line.from().distance(line.to()));
            Point a = line.from().towards(line.to(), -BELOW / length);
            Point b = line.to().towards(line.from(), -BELOW / length);
            g.strokeLine(a.x(), a.y(), b.x(), b.y());
            g.setLineDashes();
            if (wire != null) {
                mark(line.from(), line.to(), wire.fromUp());
                mark(line.to(), line.from(), wire.toUp());
            }
        }
        g.setLineCap(StrokeLineCap.BUTT);
    }

    /// An end that is off bears a ring, a little away from the card.
    private void mark(Point end, Point other, boolean up) {
        if (up) {
            return;
        }
        Point at = end.towards(other, Math.min(0.4, (MARK + 3) / Math.max(1, end.distance(other))));
        g.setFill(palette.bg());
        g.fillOval(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK);
        g.setStroke(palette.mute());
        g.setLineWidth(1.5);
        g.strokeOval(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK);
    }

    private Color color(Line line, @Nullable Wire wire) {
        if (look.selected(line.number()) || look.hovered(line.number())) {
            return palette.accent();
        }
        if (wire == null) {
            return palette.mute();
        }
        return wire.up() ? wire.busy() ? palette.accent() : palette.mute() : palette.faint();
    }

    private double width(Line line, @Nullable Wire wire) {
        boolean wide = look.selected(line.number()) || wire != null && wire.up() && wire.busy();
        return wide ? BUSY : PLAIN;
    }

    void words() {
        g.setTextAlign(TextAlignment.CENTER);
        for (Line line : placement.lines()) {
            Wire wire = status.wire(line.number());
            if (wire == null) {
                continue;
            }
            if (line.chip() != null) {
                chip(line.chip(), wire.rate(), look.selected(line.number()), wire.up());
            }
            if (line.badge() != null && wire.badge() != null) {
                badge(line.badge(), wire.badge());
            }
        }
    }

    private void chip(Box box, String text, boolean selected, boolean up) {
        g.setFill(palette.raised());
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), box.height(), box.height());
        g.setStroke(selected ? palette.accent() : palette.line());
        g.setLineWidth(selected ? 1.5 : 1);
        g.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), box.height(), box.height());
        g.setFill(up ? palette.text() : palette.mute());
        g.setFont(TopologyPainter.MONO);
        g.fillText(text, box.centre().x(), box.centre().y() + 4);
    }

    private void badge(Box box, Badge badge) {
        Color tone = palette.tone(badge.tone());
        g.setFill(palette.bg().interpolate(tone, 0.2));
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), box.height(), box.height());
        g.setFill(tone);
        g.setFont(TopologyPainter.BADGE);
        g.fillText(badge.text(), box.centre().x(), box.centre().y() + 3.7);
    }
}
