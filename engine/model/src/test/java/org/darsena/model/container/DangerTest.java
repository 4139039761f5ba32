package org.darsena.model.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.Problem;
import org.darsena.model.validate.ContainerRules;
import org.junit.jupiter.api.Test;

class DangerTest {
    private static ContainerSpec spec(Set<Capability> added, Namespace... lacking) {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        Arrays.asList(lacking).forEach(own::remove);
        Security security = new Security(added, Set.of(), true, Security.DEFAULT.seccomp());
        return ContainerSpec.of("a", List.of("true")).with(d -> {
            d.namespaces = own;
            d.security = security;
            d.networks = List.of();
        });
    }

    @Test
    void theDefaultIsNone() {
        assertEquals(Map.of(), Danger.of(spec(Set.of())));
        assertEquals(Map.of(), Danger.of(spec(Set.of(), Namespace.USER, Namespace.NET)));
    }

    @Test
    void howFarItReachesDependsOnTheNamespaces() {
        Set<Capability> some = EnumSet.of(Capability.SYS_ADMIN, Capability.SYS_MODULE, Capability.NET_ADMIN);
        assertEquals(
                Map.of(Capability.SYS_ADMIN, Danger.CONFINED, Capability.SYS_MODULE, Danger.INERT),
                Danger.of(spec(some)));
        assertEquals(
                Map.of(Capability.SYS_ADMIN, Danger.MACHINE, Capability.SYS_MODULE, Danger.MACHINE),
                Danger.of(spec(some, Namespace.USER)));
        assertEquals(
                Danger.MACHINE,
                Danger.of(spec(some, Namespace.USER, Namespace.NET)).get(Capability.NET_ADMIN));
        assertEquals(
                Danger.INERT, Danger.of(spec(some, Namespace.NET)).get(Capability.NET_ADMIN), "the net is not its own");
    }

    @Test
    void eachIsWarnedOfByName() {
        var named = new TreeSet<String>();
        for (Problem p : ContainerRules.check(spec(EnumSet.allOf(Capability.class), Namespace.USER))) {
            if (p.rule().equals("caps.dangerous")) {
                assertTrue(!p.isError() && p.place().equals("/security/capAdd"));
                named.add(p.args().getFirst());
            }
        }
        assertTrue(
                named.containsAll(Set.of("sys_admin", "sys_module", "sys_ptrace", "dac_read_search", "sys_rawio")),
                named::toString);
        assertEquals(13, named.size(), named::toString);
    }
}
