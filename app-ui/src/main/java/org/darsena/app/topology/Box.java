package org.darsena.app.topology;

/// An upright rectangle, in pixels at 100 %.
public record Box(double x, double y, double width, double height) {

    static Box around(Point centre, double width, double height) {
        return new Box(centre.x() - width / 2, centre.y() - height / 2, width, height);
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    public Point centre() {
        return new Point(x + width / 2, y + height / 2);
    }

    boolean contains(Point p) {
        return p.x() >= x && p.x() <= right() && p.y() >= y && p.y() <= bottom();
    }

    /// Grown by `by` on all sides.
    Box grown(double by) {
        return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    Box with(Box other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /// The area both cover; 0 where they only touch.
    double overlap(Box other) {
        double w = Math.min(right(), other.right()) - Math.max(x, other.x);
        double h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /// How much of the way from `a` to `b` lies within.
    double within(Point a, Point b) {
        double[] share = {0, 1};
        return clip(share, b.x() - a.x(), x - a.x(), right() - a.x())
                        && clip(share, b.y() - a.y(), y - a.y(), bottom() - a.y())
                ? (share[1] - share[0]) * a.distance(b)
                : 0;
    }

    /// Narrows `share`, a part of a way that goes `by` along an axis, to where it is between two borders.
    private static boolean clip(double[] share, double by, double low, double high) {
        if (by == 0) {
            return low < 0 && high > 0;
        }
        share[0] = Math.max(share[0], Math.min(low / by, high / by));
        share[1] = Math.min(share[1], Math.max(low / by, high / by));
        return share[0] < share[1];
    }

    /// Where the way from the centre to `target` leaves this box; the centre where `target` is inside.
    Point border(Point target) {
        Point c = centre();
        double dx = target.x() - c.x();
        double dy = target.y() - c.y();
        double share = Math.min(
                dx == 0 ? Double.MAX_VALUE : width / 2 / Math.abs(dx),
                dy == 0 ? Double.MAX_VALUE : height / 2 / Math.abs(dy));
        return share >= 1 ? c : c.towards(target, share);
    }
}
