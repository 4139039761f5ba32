package org.darsena.runtime.lab.check;

/// How one attempt of a probe went.
///
/// @param detail for people, e.g. `HTTP 200 in 3 ms`
record Seen(Way way, String detail) {

    /// What kind of outcome.
    enum Way {
        /// the probe succeeded
        WORKS,
        /// it got through, and was told no by what it reached: a status, an exit code, a count
        DENIED,
        /// a filter said that it refuses this
        PROHIBITED,
        /// a closed port: the other side, or a filter in its name, reset the connection
        CLOSED,
        /// nothing came back
        SILENT,
        /// no route, or nobody there
        NO_WAY,
        /// it could not be tried: the node does not run, the program is missing
        IMPOSSIBLE
    }

    boolean works() {
        return way == Way.WORKS;
    }

    /// Whether it failed somewhere on the way, so that who is to blame must still be found out.
    boolean lost() {
        return way == Way.CLOSED || way == Way.SILENT || way == Way.NO_WAY;
    }

    static Seen impossible(String detail) {
        return new Seen(Way.IMPOSSIBLE, detail);
    }
}
