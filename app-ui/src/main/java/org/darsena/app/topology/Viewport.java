package org.darsena.app.topology;

/// Which part of the drawing is seen, and how large: `screen = drawing × scale + (x, y)`.
///
/// @param scale 1 = 100 %
public record Viewport(double scale, double x, double y) {
    public static final double LEAST = 0.2;
    public static final double MOST = 4;

    /// How much one step of + or − changes.
    static final double STEP = 1.25;

    /// All of `bounds` in the middle of a place of this size, at most at 100 %.
    public static Viewport fit(Box bounds, double width, double height, double margin) {
        double scale = Math.min(
                (width - 2 * margin) / Math.max(1, bounds.width()),
                (height - 2 * margin) / Math.max(1, bounds.height()));
        return at(limit(Math.min(1, scale)), bounds.centre(), width, height);
    }

    /// `centre` in the middle of a place of this size.
    static Viewport at(double scale, Point centre, double width, double height) {
        return new Viewport(scale, width / 2 - centre.x() * scale, height / 2 - centre.y() * scale);
    }

    /// Another scale; what is at (`screenX`, `screenY`) stays there.
    public Viewport scaled(double to, double screenX, double screenY) {
        double limited = limit(to);
        Point fixed = toDrawing(screenX, screenY);
        return new Viewport(limited, screenX - fixed.x() * limited, screenY - fixed.y() * limited);
    }

    /// The next larger or smaller step; goes through 100 % exactly.
    public double step(boolean larger) {
        double next = larger ? scale * STEP : scale / STEP;
        boolean passes = scale < 0.999 && next > 1.001 || scale > 1.001 && next < 0.999;
        boolean close = Math.abs(next - 1) < 0.06;
        return limit(passes || close ? 1 : next);
    }

    public Viewport moved(double dx, double dy) {
        return new Viewport(scale, x + dx, y + dy);
    }

    public Point toDrawing(double screenX, double screenY) {
        return new Point((screenX - x) / scale, (screenY - y) / scale);
    }

    public Point toScreen(Point p) {
        return new Point(p.x() * scale + x, p.y() * scale + y);
    }

    /// Moved as little as makes `box` seen with `margin` around it in a place of this size.
    public Viewport revealing(Box box, double width, double height, double margin) {
        Point from = toScreen(new Point(box.x(), box.y()));
        Point to = toScreen(new Point(box.right(), box.bottom()));
        return moved(shift(from.x(), to.x(), width, margin), shift(from.y(), to.y(), height, margin));
    }

    private static double shift(double from, double to, double size, double margin) {
        if (from < margin) {
            return margin - from;
        }
        return to > size - margin ? Math.max(margin - from, size - margin - to) : 0;
    }

    private static double limit(double scale) {
        return Math.max(LEAST, Math.min(MOST, scale));
    }
}
