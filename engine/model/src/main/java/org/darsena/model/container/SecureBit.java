package org.darsena.model.container;

import java.util.Collection;

/// What of the special treatment of user 0 is switched off, "securebits" of capabilities(7). A lock cannot be undone.
/// The lock of `keep_caps` is not among them: whoever becomes another user before execve, as our launcher does, needs
/// that bit itself.
public enum SecureBit {
    /// user 0 gets no capabilities by execve
    NOROOT(0),
    NOROOT_LOCKED(1),
    /// a change of user ids leaves the sets as they are
    NO_SETUID_FIXUP(2),
    NO_SETUID_FIXUP_LOCKED(3),
    /// the permitted set outlives the change from user 0 to another; execve clears this bit
    KEEP_CAPS(4),
    /// nothing is added to the ambient set any more
    NO_CAP_AMBIENT_RAISE(6),
    NO_CAP_AMBIENT_RAISE_LOCKED(7);

    private final int bit;

    SecureBit(int bit) {
        this.bit = bit;
    }

    /// As prctl(2) PR_SET_SECUREBITS takes them.
    public static int mask(Collection<SecureBit> bits) {
        return bits.stream().mapToInt(b -> 1 << b.bit).reduce(0, (a, b) -> a | b);
    }
}
