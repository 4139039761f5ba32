package org.darsena.model.container;

/// The five sets of capabilities that a thread has, capabilities(7).
public enum CapabilitySet {
    /// what the kernel looks at when it decides
    EFFECTIVE("CapEff"),
    /// what may be made effective
    PERMITTED("CapPrm"),
    /// what a file that lists it too gives at execve
    INHERITABLE("CapInh"),
    /// beyond which no execve gives anything
    BOUNDING("CapBnd"),
    /// what is kept over the execve of a file without capabilities, by users who are not root too
    AMBIENT("CapAmb");

    private final String statusField;

    CapabilitySet(String statusField) {
        this.statusField = statusField;
    }

    /// Its line in `/proc/PID/status`.
    public String statusField() {
        return statusField;
    }
}
