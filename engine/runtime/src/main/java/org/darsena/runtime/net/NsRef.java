package org.darsena.runtime.net;

/// A network namespace in a plan, by a label; the executor is told which descriptor stands behind it.
///
/// @param label e.g. a container id or `lab-1/r1`; `host` is the host's own
public record NsRef(String label) {
    /// The namespace [HostNetwork] works in.
    public static final NsRef HOST = new NsRef("host");

    @Override
    public String toString() {
        return label;
    }
}
