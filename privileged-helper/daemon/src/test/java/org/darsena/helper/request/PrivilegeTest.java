package org.darsena.helper.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security;
import org.darsena.model.container.Security.Seccomp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What makes a container one for administrators.
class PrivilegeTest {
    private static ContainerSpec spec(Set<Namespace> namespaces, Security security) {
        ContainerSpec plain = ContainerSpec.of("web", List.of("true"));
        return new ContainerSpec(
                plain.schema(),
                plain.name(),
                plain.kind(),
                plain.image(),
                plain.hostname(),
                plain.process(),
                namespaces,
                plain.resources(),
                security,
                plain.networks(),
                plain.files(),
                plain.sysctls(),
                plain.labels());
    }

    private static Security security(Set<Capability> added, Seccomp seccomp) {
        return new Security(added, Set.of(), true, seccomp);
    }

    @Test
    void theDefaultIsOrdinary() {
        assertEquals(List.of(), Privilege.of(ContainerSpec.of("web", List.of("true"))));
    }

    @Test
    void capabilitiesInsideAUserNamespaceAreOrdinary() {
        assertEquals(
                List.of(),
                Privilege.of(spec(Namespace.OWN_BY_DEFAULT, security(Set.of(Capability.SYS_ADMIN), Seccomp.DEFAULT))));
    }

    @ParameterizedTest
    @EnumSource
    void eachNamespaceOfTheHostsButTheClocks(Namespace lacking) {
        EnumSet<Namespace> own = EnumSet.allOf(Namespace.class);
        own.remove(lacking);
        List<String> reasons = Privilege.of(spec(own, Security.DEFAULT));
        assertEquals(
                lacking == Namespace.TIME
                        ? List.of()
                        : List.of("host-" + lacking.name().toLowerCase(Locale.ROOT)),
                reasons);
    }

    @Test
    void withoutUserNamespaceTheCapabilitiesAreNamed() {
        EnumSet<Namespace> own = EnumSet.allOf(Namespace.class);
        own.remove(Namespace.USER);
        assertEquals(
                List.of("seccomp=unconfined", "host-user", "cap-net_admin", "cap-sys_admin"),
                Privilege.of(
                        spec(own, security(Set.of(Capability.SYS_ADMIN, Capability.NET_ADMIN), Seccomp.UNCONFINED))));
    }
}
