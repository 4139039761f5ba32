package org.darsena.runtime.net;

import org.darsena.runtime.kernel.Fd;

/// Finds the descriptor behind a namespace of a plan. Throws [IllegalArgumentException] if there is none.
@FunctionalInterface
public interface NsLookup {
    /// Knows no namespace: for requests that name none.
    NsLookup NONE = namespace -> {
        throw new IllegalArgumentException("no such namespace here: " + namespace);
    };

    Fd descriptor(NsRef namespace);
}
