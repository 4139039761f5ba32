package org.darsena.app.topology;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.darsena.app.theme.Fonts;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Palette;
import org.darsena.app.topology.Drawing.Zone;
import org.darsena.app.topology.Placement.Node;

/// Draws a lab on a canvas, for the window, for small previews, for pictures. Draws once and keeps nothing.
public final class TopologyPainter {
    static final Font NAME = Fonts.semibold(12);
    static final Font MONO = Fonts.mono(11);
    static final Font BADGE = Fonts.medium(10.5);
    static final Font TITLE = Fonts.semibold(12);

    private static final double GRID = 24;
    private static final double ROUND = 24;
    private static final double HALO = 4;
    private static final double ICON = 28;
    /// In a small picture, where nothing but the icon says what a card is.
    private static final double LARGE_ICON = 38;

    private final GraphicsContext g;
    private final Placement placement;
    private final Status status;
    private final Look look;
    private final Palette palette;

    private TopologyPainter(GraphicsContext g, Placement placement, Status status, Look look) {
        this.g = g;
        this.placement = placement;
        this.status = status;
        this.look = look;
        this.palette = look.palette();
    }

    /// Clears the place of this size and draws what is seen of it.
    public static void paint(
            GraphicsContext g,
            Placement placement,
            Status status,
            Look look,
            Viewport viewport,
            double width,
            double height) {
        var painter = new TopologyPainter(g, placement, status, look);
        g.save();
        g.setFill(look.palette().bg());
        g.fillRect(0, 0, width, height);
        g.setTextBaseline(VPos.BASELINE);
        if (look.words()) {
            painter.grid(viewport, width, height);
        }
        g.translate(viewport.x(), viewport.y());
        g.scale(viewport.scale(), viewport.scale());
        painter.all();
        g.restore();
    }

    private void all() {
        placement.zones().forEach(z -> zone(z.zone(), z.box()));
        var cables = new CablePainter(g, placement, status, look);
        cables.lines();
        placement.nodes().forEach(this::body);
        if (look.words()) {
            placement.nodes().forEach(n -> words(n, true));
            placement.nodes().forEach(n -> words(n, false));
            cables.words();
        }
    }

    /// A faint dot each 24 px, moving with the drawing.
    private void grid(Viewport view, double width, double height) {
        double step = GRID * view.scale();
        while (step < GRID / 1.5) {
            step *= 2;
        }
        g.setFill(palette.line().deriveColor(0, 1, 1, 0.75));
        for (double x = (view.x() % step + step) % step; x < width; x += step) {
            for (double y = (view.y() % step + step) % step; y < height; y += step) {
                g.fillRect(Math.floor(x), Math.floor(y), 1, 1);
            }
        }
    }

    private void zone(Zone zone, Box box) {
        Color color = zone.hue().of(palette);
        g.setFill(Palette.zoneFill(color));
        g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), ROUND, ROUND);
        g.setStroke(color.deriveColor(0, 1, 1, 0.7));
        g.setLineWidth(1.35);
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineDashes(5, 4);
        g.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), ROUND, ROUND);
        g.setLineDashes();
        if (look.words()) {
            g.setFill(color);
            g.setFont(TITLE);
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText(zone.title(), box.x() + Zones.TITLE_LEFT, box.y() + 24);
        }
    }

    private void body(Node node) {
        String name = node.card().name();
        Box b = node.body();
        boolean selected = look.selected(name);
        if (selected && look.focused()) {
            g.setFill(palette.accentSoft());
            Box ring = b.grown(4);
            g.fillRoundRect(ring.x(), ring.y(), ring.width(), ring.height(), ROUND + 8, ROUND + 8);
        }
        g.setFill(look.hovered(name) ? palette.hover() : palette.raised());
        g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), ROUND, ROUND);
        g.setStroke(selected ? palette.accent() : palette.line());
        g.setLineWidth(selected ? 2 : 1);
        g.strokeRoundRect(b.x(), b.y(), b.width(), b.height(), ROUND, ROUND);
        var light = status.lights().get(name);
        boolean off =
                light == null && !node.card().network() && !status.lights().isEmpty();
        double size = look.words() ? ICON : LARGE_ICON;
        Point c = b.centre();
        Color ink = off ? palette.faint() : palette.text();
        Icons.draw(g, node.card().icon(), c.x() - size / 2, c.y() - size / 2, size, ink);
        if (light != null) {
            double larger = look.words() ? 1 : 2;
            Lights.draw(g, light, b.right() - 6, b.y() + 6, larger, palette);
        }
    }

    private void words(Node node, boolean halo) {
        g.setTextAlign(TextAlignment.CENTER);
        Color ground = ground(node);
        if (halo && placement.crossed(node)) {
            Box b = node.words().grown(HALO / 2);
            g.setFill(ground);
            g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 2 * HALO, 2 * HALO);
        }
        word(node.card().name(), NAME, node.name(), 12, halo, halo ? ground : palette.text());
        if (node.note() != null) {
            word(node.card().note(), MONO, node.note(), 11, halo, halo ? ground : palette.mute());
        }
    }

    private void word(String text, Font font, Box box, double ascent, boolean halo, Color color) {
        g.setFont(font);
        double x = box.centre().x();
        double y = box.y() + ascent;
        if (halo) {
            g.setLineJoin(StrokeLineJoin.ROUND);
            g.setLineWidth(HALO);
            g.setStroke(color);
            g.strokeText(text, x, y);
        } else {
            g.setFill(color);
            g.fillText(text, x, y);
        }
    }

    /// What is behind a card's words: the ground, tinted by its zone.
    private Color ground(Node node) {
        return placement
                .drawing()
                .zoneOf(node.card().name())
                .map(z -> palette.bg().interpolate(z.hue().of(palette), 0.07))
                .orElse(palette.bg());
    }
}
