package org.darsena.runtime.lab;

import org.darsena.model.lab.LabDocument;

/// What is kept of a lab for as long as anything of it may be there.
///
/// @param id 12 hex digits
/// @param owner uid of whom it belongs to
/// @param started milliseconds since the epoch
record LabRecord(String id, String name, int owner, long started, Phase phase, LabDocument document) {

    /// How far it got. Only [#UP] outlives the engine: what was interrupted is undone by the next one.
    enum Phase {
        STARTING,
        UP,
        STOPPING
    }

    LabRecord in(Phase next) {
        return new LabRecord(id, name, owner, started, next, document);
    }
}
