package org.darsena.app.topology;

/// A place on the drawing, in pixels at 100 %; y grows downwards.
public record Point(double x, double y) {

    /// The point `share` of the way to `other`.
    Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }

    double distance(Point other) {
        return Math.hypot(other.x - x, other.y - y);
    }

    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }
}
