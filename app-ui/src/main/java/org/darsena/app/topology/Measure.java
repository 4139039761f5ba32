package org.darsena.app.topology;

/// How much room words take, in pixels at 100 %.
public interface Measure {

    /// Of a node's name.
    double name(String text);

    /// Of an address, a rate.
    double mono(String text);

    /// Of a badge.
    double badge(String text);

    /// Of a zone's title.
    double title(String text);
}
