package org.darsena.app.graphs;

/// What a graph's height stands for.
///
/// @param top the value at the upper edge, above zero
/// @param limit where the limit's line lies; NaN: none is drawn
/// @param beyond whether there is a limit too far above to be drawn
record Scale(double top, double limit, boolean beyond) {
    private static final double HEADROOM = 1.15;

    /// Below this share of the limit a graph would be a flat line: then the limit is only named.
    private static final double WORTH = 0.12;

    /// @param max the largest value seen; NaN or negative: nothing seen
    /// @param limit 0: none
    /// @param floor what fills the height at least
    static Scale of(double max, double limit, double floor) {
        double seen = max > 0 ? max : 0;
        if (limit > 0 && (seen >= WORTH * limit || seen == 0)) {
            return new Scale(Math.max(limit, seen) * HEADROOM, limit, false);
        }
        return new Scale(Math.max(floor, seen * 1.4), Double.NaN, limit > 0);
    }
}
