package org.darsena.model;

import java.util.List;

/// A document that was refused, with every problem found in it at once.
public final class InvalidDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDocumentException(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    /// All problems, errors and warnings, in document order; never empty.
    public List<Problem> problems() {
        return problems;
    }
}
