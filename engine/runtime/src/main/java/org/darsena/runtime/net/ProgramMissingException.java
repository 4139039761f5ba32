package org.darsena.runtime.net;

import java.io.IOException;

/// A program of the machine that is not installed.
public final class ProgramMissingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String program;
    private final String debianPackage;

    ProgramMissingException(String program, String debianPackage) {
        super(program + " is not installed (Debian package " + debianPackage + ")");
        this.program = program;
        this.debianPackage = debianPackage;
    }

    public String program() {
        return program;
    }

    public String debianPackage() {
        return debianPackage;
    }
}
