package org.darsena.helper.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security;
import org.darsena.model.container.Security.Seccomp;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What makes a container one for administrators.
class PrivilegeTest {
    @TempDir
    Path folder;

    private static ContainerSpec spec(Set<Namespace> namespaces, Security security) {
        ContainerSpec plain = ContainerSpec.of("web", List.of("true"));
        return plain.with(c -> c.namespaces = namespaces).with(c -> c.security = security);
    }

    private static Security security(Set<Capability> added, Seccomp seccomp) {
        return new Security(added, Set.of(), true, seccomp);
    }

    @Test
    void theDefaultIsOrdinary() {
        assertEquals(List.of(), Privilege.of(ContainerSpec.of("web", List.of("true")), machine("1", "1")));
    }

    @Test
    void capabilitiesInsideAUserNamespaceAreOrdinary() {
        assertEquals(
                List.of(),
                Privilege.of(
                        spec(Namespace.OWN_BY_DEFAULT, security(Set.of(Capability.SYS_ADMIN), Seccomp.DEFAULT)),
                        machine("1", "1")));
    }

    @ParameterizedTest
    @EnumSource
    void eachNamespaceOfTheHostsButTheClocks(Namespace lacking) {
        EnumSet<Namespace> own = EnumSet.allOf(Namespace.class);
        own.remove(lacking);
        List<String> reasons = Privilege.of(spec(own, Security.DEFAULT), machine("1", "1"));
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
                        spec(own, security(Set.of(Capability.SYS_ADMIN, Capability.NET_ADMIN), Seccomp.UNCONFINED)),
                        machine("1", "1")));
    }

    /// A profile by which more passes than by the default is for administrators, and named by the first such call.
    @Test
    void widerFiltersAreNamed() throws Exception {
        for (String call : List.of("keyctl", "mount", "read")) {
            String rules = "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\", \"" + call
                    + "\"], \"action\": \"SCMP_ACT_ALLOW\"}]}";
            Seccomp filter = SeccompReader.check(rules, "x.json").orThrow();
            List<String> reasons =
                    Privilege.of(spec(Namespace.OWN_BY_DEFAULT, security(Set.of(), filter)), machine("1", "1"));
            assertEquals(call.equals("read") ? List.of() : List.of("seccomp-allows-" + call), reasons);
        }
        Seccomp all = SeccompReader.check("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}", "all.json")
                .orThrow();
        assertEquals(
                1,
                Privilege.of(spec(Namespace.OWN_BY_DEFAULT, security(Set.of(), all)), machine("1", "1"))
                        .size());
    }

    /// There they would give what an administrator keeps from users.
    @Test
    void whereUsersMayMakeNoneTheyAreNamedToo() {
        ContainerSpec admin = spec(Namespace.OWN_BY_DEFAULT, security(Set.of(Capability.SYS_ADMIN), Seccomp.DEFAULT));
        for (UserNamespaces closed : List.of(machine("0", "1"), machine("1", "0"), machine("0", null))) {
            assertEquals(List.of("cap-sys_admin"), Privilege.of(admin, closed));
            assertEquals(List.of(), Privilege.of(ContainerSpec.of("web", List.of("true")), closed));
            assertEquals(List.of("cap-net_admin", "cap-sys_admin"), sorted(Privilege.of(dmz(), closed)));
        }
        for (UserNamespaces open : List.of(machine("1", null), machine(null, null))) {
            assertEquals(List.of(), Privilege.of(admin, open));
            assertEquals(List.of(), Privilege.of(dmz(), open));
        }
    }

    /// It is not the word "add" that counts: a bounding set given outright does the same.
    @Test
    void howItGetsThemMakesNoDifference() {
        EnumSet<Namespace> own = EnumSet.allOf(Namespace.class);
        own.remove(Namespace.USER);
        Security outright = new Security(
                Set.of(),
                Set.of(),
                Map.of(CapabilitySet.BOUNDING, Set.of(Capability.KILL, Capability.SYS_MODULE)),
                Set.of(),
                true,
                Security.DEFAULT.seccomp(),
                Security.DEFAULT.lsm());
        assertEquals(List.of("host-user", "cap-sys_module"), Privilege.of(spec(own, outright), machine("1", "1")));
        assertEquals(
                List.of("cap-sys_module"), Privilege.of(spec(Namespace.OWN_BY_DEFAULT, outright), machine("0", "1")));
    }

    private static LabDocument dmz() {
        return ShippedLabs.read("dmz");
    }

    private static List<String> sorted(List<String> list) {
        return list.stream().sorted().toList();
    }

    /// A /proc with these values; null: without the file.
    private UserNamespaces machine(@Nullable String most, @Nullable String debian) {
        Path proc = folder.resolve("proc-" + most + "-" + debian);
        try {
            put(proc.resolve("sys/user/max_user_namespaces"), most);
            put(proc.resolve("sys/kernel/unprivileged_userns_clone"), debian);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UserNamespaces(proc);
    }

    private static void put(Path file, @Nullable String value) throws IOException {
        Files.createDirectories(file.getParent());
        if (value != null) {
            Files.writeString(file, value + "\n");
        }
    }
}
