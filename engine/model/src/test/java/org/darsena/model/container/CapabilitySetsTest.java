package org.darsena.model.container;

import static org.darsena.model.container.Capability.BPF;
import static org.darsena.model.container.Capability.CHOWN;
import static org.darsena.model.container.Capability.KILL;
import static org.darsena.model.container.Capability.NET_RAW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules of capabilities(7), "Transformation of capabilities during execve()". That the kernel reckons so too:
/// CapabilitiesKernelTest.
class CapabilitySetsTest {
    private static Security security(
            Map<CapabilitySet, Set<Capability>> sets, Set<SecureBit> bits, boolean noNewPrivileges) {
        return new Security(
                Set.of(), Set.of(), sets, bits, noNewPrivileges, Security.DEFAULT.seccomp(), Security.DEFAULT.lsm());
    }

    @Test
    void rootHasWhatIsBoundAndOthersNothing() {
        var all = Capability.DEFAULT;
        assertEquals(new CapabilitySets(all, all, Set.of(), all, Set.of()), CapabilitySets.of(Security.DEFAULT, true));
        assertEquals(
                new CapabilitySets(Set.of(), Set.of(), Set.of(), all, Set.of()),
                CapabilitySets.of(Security.DEFAULT, false));
    }

    @Test
    void whatIsAmbientIsHeldAndInheritable() {
        var ambient = security(Map.of(CapabilitySet.AMBIENT, Set.of(NET_RAW)), Set.of(), true);
        var raw = Set.of(NET_RAW);
        var sets = new CapabilitySets(raw, raw, raw, Capability.DEFAULT, raw);
        assertEquals(sets, CapabilitySets.of(ambient, false));
        assertEquals(sets, sets.afterExecve(false, ambient), "this is what it is for");
    }

    @Test
    void rootGetsItsBoundsBackUnlessItMayGainNothing() {
        var little = Map.of(CapabilitySet.BOUNDING, Set.of(KILL, CHOWN), CapabilitySet.PERMITTED, Set.of(KILL));
        Security gaining = security(little, Set.of(), false);
        assertEquals(
                Set.of(KILL, CHOWN),
                CapabilitySets.of(gaining, true).afterExecve(true, gaining).effective());
        Security held = security(little, Set.of(), true);
        assertEquals(
                Set.of(KILL),
                CapabilitySets.of(held, true).afterExecve(true, held).effective());
        Security ordinary = security(Map.of(), Set.of(SecureBit.NOROOT), false);
        assertEquals(
                Set.of(),
                CapabilitySets.of(ordinary, true).afterExecve(true, ordinary).permitted());
    }

    @Test
    void othersKeepOnlyWhatIsAmbient() {
        Security given = security(Map.of(CapabilitySet.PERMITTED, Set.of(KILL)), Set.of(), true);
        CapabilitySets sets = CapabilitySets.of(given, false);
        assertEquals(Set.of(KILL), sets.effective());
        assertEquals(Set.of(), sets.afterExecve(false, given).permitted());
    }

    @Test
    void theBoundingSetGivenOutrightIsTheMost() {
        Security bound = security(Map.of(CapabilitySet.BOUNDING, Set.of(BPF)), Set.of(), true);
        assertEquals(Set.of(BPF), bound.capabilities());
        assertEquals(Set.of(BPF), CapabilitySets.of(bound, true).effective());
        assertEquals(
                Set.of(), CapabilitySets.of(bound, true).within(Set.of(KILL)).bounding());
    }

    /// linux/securebits.h
    @Test
    void theBitsAreTheKernels() {
        assertEquals(0b1101_1111, SecureBit.mask(Set.of(SecureBit.values())));
        assertEquals(1 << 6, SecureBit.mask(Set.of(SecureBit.NO_CAP_AMBIENT_RAISE)));
    }
}
