package org.darsena.runtime.metrics;

import java.io.IOException;

/// Where counts of bytes come from: once a tick all of them are read in one go.
public interface TrafficSource {
    /// Tells the sink the bytes counted so far of each subject it knows. Called by the sampler's thread
    /// only.
    void read(Sink sink) throws IOException;

    /// Takes counts.
    interface Sink {
        /// @param subject `container/ID` (received: by the container) or `link/LAB/N` (received: from end a
        ///     to end b)
        void traffic(String subject, long received, long sent);
    }
}
