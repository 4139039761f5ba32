package org.darsena.app.labs;

import org.darsena.app.client.LabView;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// A lab as the list shows it.
///
/// @param name it runs under, or would
/// @param running null: it does not
record LabEntry(String name, LabDocument document, @Nullable LabView running) {

    /// What tells it from all others: two people may run labs of one name.
    String key() {
        return running == null ? name : running.id();
    }

    int nodes() {
        return document.nodes().size();
    }
}
