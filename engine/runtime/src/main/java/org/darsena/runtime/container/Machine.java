package org.darsena.runtime.container;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.Security;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.seccomp.SeccompFilters;

/// What this machine and this program can do, found out once.
///
/// @param bootId of this boot
/// @param capabilities what our root can give to a process in the first user namespace
record Machine(String bootId, Set<Capability> capabilities) {

    /// Bytes of a `struct sock_filter`.
    private static final int INSTRUCTION = 8;

    static Machine find(Proc proc) throws IOException {
        String bounding = proc.status("self").getOrDefault("CapBnd", "0");
        return new Machine(proc.bootId(), capabilities(Long.parseUnsignedLong(bounding, 16)));
    }

    static Set<Capability> capabilities(long mask) {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        for (Capability c : Capability.values()) {
            if ((mask & Capability.mask(Set.of(c))) != 0) {
                all.add(c);
            }
        }
        return all;
    }

    /// The system-call filter, compiled once; empty: none.
    static byte[] filter(Security security) {
        return switch (security.seccomp()) {
            case SeccompMode.DEFAULT -> SeccompFilters.standard(security.capabilities());
            case SeccompMode.LEARN -> SeccompFilters.learning(security.capabilities());
            case SeccompMode.UNCONFINED, SeccompMode.STRICT -> new byte[0]; // see StrictProgram
            case SeccompProfile profile -> SeccompFilters.of(profile, security.capabilities());
        };
    }

    /// Its length in instructions; 0: none.
    static int filterLength(Security security) {
        return filter(security).length / INSTRUCTION;
    }
}
