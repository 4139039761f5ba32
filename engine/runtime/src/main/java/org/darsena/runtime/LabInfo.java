package org.darsena.runtime;

import java.util.Map;
import org.darsena.model.lab.LabDocument;

/// A lab as it stands now.
///
/// @param nodes node name → container id
public record LabInfo(
        String id, String name, int owner, State state, LabDocument document, Map<String, String> nodes, long started) {
    public LabInfo {
        nodes = Map.copyOf(nodes);
    }

    /// Where a lab stands.
    public enum State {
        STARTING,
        RUNNING,
        /// some of its nodes do not run
        DEGRADED,
        STOPPING
    }
}
