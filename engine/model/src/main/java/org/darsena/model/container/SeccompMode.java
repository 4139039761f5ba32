package org.darsena.model.container;

import java.util.Locale;

/// The ways to filter system calls that need no document.
public enum SeccompMode implements Security.Seccomp {
    /// our default profile, in the spirit of Docker's
    DEFAULT,
    /// none: needs the admin action
    UNCONFINED,
    /// SECCOMP_MODE_STRICT: from its first instruction on read, write, _exit and sigreturn, else SIGKILL
    STRICT,
    /// the default profile, and what it lets pass is noted; a profile is proposed from that
    LEARN;

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
