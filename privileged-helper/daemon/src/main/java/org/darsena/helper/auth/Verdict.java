package org.darsena.helper.auth;

import java.util.stream.Stream;
import org.darsena.api.Errors;

/// What came of a question. Only [#ALLOWED] lets anything happen.
public enum Verdict {
    ALLOWED(""),
    /// no, whoever confirms it; or the password was wrong
    DENIED(Errors.DENIED),
    /// a password would do, but there is nobody to ask for it, or asking was not wanted
    NEEDS_AUTHENTICATION(Errors.NEEDS_AUTHENTICATION),
    /// the password dialog was put away
    DISMISSED(Errors.DISMISSED),
    /// polkit is missing, failed, or took too long
    NO_AUTHORITY(Errors.NO_AUTHORITY),
    /// whoever asked does not want to know any more
    CANCELLED(Errors.CANCELLED);

    private final String error;

    Verdict(String error) {
        this.error = error;
    }

    /// The names of all errors that say no.
    public static Stream<String> refusals() {
        return Stream.of(values()).filter(verdict -> verdict != ALLOWED).map(Verdict::error);
    }

    /// Its name on the bus; empty for [#ALLOWED].
    public String error() {
        return error;
    }
}
