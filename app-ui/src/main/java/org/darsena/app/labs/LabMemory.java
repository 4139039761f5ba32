package org.darsena.app.labs;

import java.util.Map;

/// What was seen of labs, for the views that are made anew in another language. JavaFX thread only.
final class LabMemory {
    private Map<String, LabWork> works = Map.of();

    /// Hands over what was seen before, and from now on remembers `next`, which its owner goes on changing.
    Map<String, LabWork> pass(Map<String, LabWork> next) {
        Map<String, LabWork> before = works;
        works = next;
        return before;
    }
}
