package org.darsena.app.theme;

import java.util.List;

/// The outlines of an icon as SVG path strings on a 24 × 24 grid.
///
/// @param strokes paths to be stroked with round caps and joins
/// @param fills paths to be filled
public record IconShape(List<String> strokes, List<String> fills) {
    /// The side of the square that the paths are drawn in.
    public static final double GRID = 24;

    public IconShape {
        strokes = List.copyOf(strokes);
        fills = List.copyOf(fills);
    }

    /// The width of a stroke, in pixels, of an icon shown at `size` pixels: it stays the same up to 24 pixels, so
    /// that small icons keep their weight beside text, and grows slowly from there.
    public static double strokeWidth(double size) {
        return size <= GRID ? 1.35 : 1.35 * (1 + (size - GRID) / GRID * 0.9);
    }
}
