package org.darsena.model.json;

import java.util.List;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.Problem;
import org.jspecify.annotations.Nullable;

/// What came of reading a document.
///
/// @param value the document; null when the text is not of its form (then at least one problem is an error). It
///     may be there beside errors of the rules, so that an editor can show a draft.
/// @param problems every error and warning found, those of form first
public record Reading<T>(@Nullable T value, List<Problem> problems) {

    public Reading {
        problems = List.copyOf(problems);
    }

    /// Whether the document can be used: it has no error, though it may have warnings.
    public boolean ok() {
        return value != null && problems.stream().noneMatch(Problem::isError);
    }

    /// The document, or all its problems thrown.
    public T orThrow() throws InvalidDocumentException {
        if (value == null || !ok()) {
            throw new InvalidDocumentException(problems);
        }
        return value;
    }
}
