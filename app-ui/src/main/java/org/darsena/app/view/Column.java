package org.darsena.app.view;

import org.darsena.app.client.Helper.Sample;

/// The figures of a subject; units as in org.darsena.api.Metrics.
public enum Column {
    /// 1.0 = one processor
    CPU,
    /// bytes
    MEMORY,
    /// bytes a second; of a link: a to b
    RECEIVED,
    /// bytes a second; of a link: b to a
    SENT,
    /// processes and threads
    PIDS;

    /// This figure of a sample; NaN: not known.
    public double of(Sample sample) {
        return switch (this) {
            case CPU -> sample.cpu();
            case MEMORY -> sample.memory();
            case RECEIVED -> sample.received();
            case SENT -> sample.sent();
            case PIDS -> sample.pids();
        };
    }
}
