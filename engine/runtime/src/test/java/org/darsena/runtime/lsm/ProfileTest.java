package org.darsena.runtime.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final ContainerSpec PLAIN = ContainerSpec.of("box", List.of("true"));

    private static Profile of(ContainerSpec spec) {
        return Profile.of("darsena", spec);
    }

    private static ContainerSpec with(Security security) {
        return PLAIN.with(c -> c.security = security);
    }

    @Test
    void equalOnesShareOne() {
        assertEquals(of(PLAIN), of(ContainerSpec.of("other", List.of("sh"))));
        assertTrue(
                of(PLAIN).name().matches("darsena-application-[0-9a-f]{8}"),
                of(PLAIN).name());
    }

    @Test
    void whatDiffersIsNamedDifferently() {
        assertNotEquals(of(PLAIN).name(), Profile.of("other", PLAIN).name());
        assertNotEquals(
                of(PLAIN).name(),
                of(with(Security.DEFAULT.withLsm(Lsm.of(Lsm.AppArmor.COMPLAIN))))
                        .name());
        ContainerSpec system = PLAIN.with(c -> c.kind = ContainerSpec.Kind.SYSTEM);
        assertTrue(of(system).name().startsWith("darsena-system-"));
        assertTrue(of(system).text().contains("dbus,"));
        assertFalse(of(PLAIN).text().contains("dbus,"));
    }

    @Test
    void itGrantsTheCapabilitiesOfTheSpecAndNoOther() {
        List<String> granted = of(PLAIN)
                .text()
                .lines()
                .map(String::strip)
                .filter(l -> l.startsWith("capability "))
                .toList();
        assertEquals(
                Capability.DEFAULT.stream()
                        .sorted()
                        .map(c -> "capability " + c.label() + ",")
                        .toList(),
                granted);
    }

    @Test
    void mountsGoWithTheirCapability() {
        assertFalse(of(PLAIN).text().contains("  mount,"));
        Security admin = new Security(Set.of(Capability.SYS_ADMIN), Set.of(), true, Security.Seccomp.DEFAULT);
        assertTrue(of(with(admin)).text().contains("  mount,"));
        assertTrue(of(with(admin)).text().contains("deny mount fstype=(debugfs"));
    }

    /// With the host's processes in sight it signals its own only.
    @Test
    void withoutAPidNamespaceItSignalsItsOwnOnly() {
        Set<Namespace> shared = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        shared.remove(Namespace.PID);
        assertTrue(of(PLAIN).text().contains("signal (send) peer=unconfined,"));
        ContainerSpec open = PLAIN.with(c -> c.namespaces = shared);
        assertFalse(of(open).text().contains("signal (send) peer=unconfined,"));
    }

    @Test
    void complainingIsAFlag() {
        String text = of(with(Security.DEFAULT.withLsm(Lsm.of(Lsm.AppArmor.COMPLAIN))))
                .text();
        assertTrue(text.contains("flags=(attach_disconnected,mediate_deleted,complain)"), text);
        assertFalse(text.contains("deny "), "denied even then: " + text);
        assertTrue(text.contains("audit /proc/{kcore,kmem,kallsyms,keys,timer_list,sched_debug} rwkl,"), text);
    }
}
