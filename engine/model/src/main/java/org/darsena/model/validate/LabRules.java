package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.Problem;
import org.darsena.model.lab.LabDocument;

/// Every rule for lab documents.
public final class LabRules {
    private LabRules() {}

    /// All problems of `lab`.
    public static List<Problem> check(LabDocument lab) {
        return List.of();
    }
}
