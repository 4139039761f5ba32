package org.darsena.model.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilityTest {
    /// Bits from linux/capability.h: first, some, last.
    @Test
    void theOrderIsTheKernels() {
        assertEquals(1L, Capability.mask(Set.of(Capability.CHOWN)));
        assertEquals(1L << 12, Capability.mask(Set.of(Capability.NET_ADMIN)));
        assertEquals(1L << 21, Capability.mask(Set.of(Capability.SYS_ADMIN)));
        assertEquals(1L << 31, Capability.mask(Set.of(Capability.SETFCAP)));
        assertEquals(1L << 40, Capability.mask(Set.of(Capability.CHECKPOINT_RESTORE)));
        assertEquals((1L << 41) - 1, Capability.mask(EnumSet.allOf(Capability.class)));
    }

    /// What Docker gives, as the mask that /proc/self/status shows in one.
    @Test
    void theDefaultIsDockers() {
        assertEquals(0xa80425fbL, Capability.mask(Capability.DEFAULT));
    }

    @Test
    void addedWinsOverDropped() {
        var security = new Security(
                Set.of(Capability.KILL, Capability.BPF),
                EnumSet.allOf(Capability.class),
                true,
                Security.Seccomp.DEFAULT);
        assertEquals(Set.of(Capability.KILL, Capability.BPF), security.capabilities());
        var less = new Security(Set.of(), Set.of(Capability.CHOWN), true, Security.Seccomp.DEFAULT);
        assertEquals(13, less.capabilities().size());
    }
}
