package org.darsena.app.client;

import java.util.Map;
import org.darsena.model.lab.LabDocument;

/// A lab as the helper shows it. `state`: STARTING, RUNNING, DEGRADED, STOPPING. `nodes`: node name →
/// container id.
public record LabView(
        String id,
        String name,
        int owner,
        String ownerName,
        String state,
        long started,
        LabDocument document,
        Map<String, String> nodes) {}
