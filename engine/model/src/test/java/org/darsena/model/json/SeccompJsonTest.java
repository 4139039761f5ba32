package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Arch;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Kind;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.Test;

/// Profiles as other programs write them.
class SeccompJsonTest {
    /// Every key of Docker's form, and Podman's names of errors.
    private static final String DOCKERS = """
            {
              "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38, "defaultErrno": "ENOSYS",
              "archMap": [
                {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]},
                {"architecture": "SCMP_ARCH_RISCV64", "subArchitectures": null},
                {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]}
              ],
              "syscalls": [
                {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": null, "comment": "", "includes": {},
                 "excludes": {}},
                {"name": "accept", "action": "SCMP_ACT_KILL"},
                {"names": ["clone"], "action": "SCMP_ACT_ALLOW",
                 "args": [{"index": 0, "value": 2114060288, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}],
                 "excludes": {"caps": ["CAP_SYS_ADMIN"], "arches": ["s390", "s390x"]}},
                {"names": ["ptrace"], "action": "SCMP_ACT_TRACE", "errnoRet": 65535, "includes": {"minKernel": "4.8"}},
                {"names": ["socket"], "action": "SCMP_ACT_ERRNO", "errno": "EINVAL",
                 "args": [{"index": 5, "value": 18446744073709551615, "op": "SCMP_CMP_GE"}]}
              ]
            }
            """;

    @Test
    void dockersFormIsRead() {
        var reading = SeccompReader.check(DOCKERS, "docker.json");
        assertEquals(List.of(), reading.problems());
        var clone = new Condition(0, Op.MASKED_EQ, 0x7E020000L, 0);
        var notAdmin = new Scope(Set.of(Capability.SYS_ADMIN), List.of("s390", "s390x"), null);
        var since = new Scope(Set.of(), List.of(), new KernelVersion(4, 8));
        assertEquals(
                new SeccompProfile(
                        "docker.json",
                        Action.errno(38),
                        EnumSet.allOf(Arch.class),
                        List.of(
                                rule("read write", Action.ALLOW, List.of(), Scope.ANY, Scope.ANY),
                                rule("accept", new Action(Kind.KILL_THREAD, 0), List.of(), Scope.ANY, Scope.ANY),
                                rule("clone", Action.ALLOW, List.of(clone), Scope.ANY, notAdmin),
                                rule("ptrace", new Action(Kind.TRACE, 65535), List.of(), since, Scope.ANY),
                                rule(
                                        "socket",
                                        Action.errno(22),
                                        List.of(new Condition(5, Op.GE, -1, 0)),
                                        Scope.ANY,
                                        Scope.ANY))),
                reading.value());
    }

    private static Rule rule(String names, Action action, List<Condition> args, Scope in, Scope out) {
        return new Rule(List.of(names.split(" ")), action, args, in, out);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        SeccompProfile profile = SeccompReader.check(DOCKERS, "web").orThrow();
        assertEquals(
                profile,
                SeccompReader.check(SeccompWriter.write(profile), "web").orThrow());
        ContainerSpec spec = ContainerSpec.of("a", List.of("true"))
                .with(c -> c.security = new Security(Set.of(), Set.of(), true, profile));
        assertEquals(spec, SpecReader.read(SpecWriter.write(spec)));
    }

    @Test
    void withoutArchitecturesItIsForTheMachinesOwnOnly() throws Exception {
        var profile = SeccompReader.check("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}", "x")
                .orThrow();
        assertEquals(Set.of(Arch.X86_64), profile.architectures());
    }

    @Test
    void theShippedProfileIsGoodAndOfTheForm() throws Exception {
        var standard = SeccompReader.standard();
        assertEquals(
                List.of(),
                SeccompReader.check(SeccompReader.standardText(), "default").problems());
        assertEquals(
                standard,
                SeccompReader.check(SeccompWriter.write(standard), "default").orThrow());
    }

    @Test
    void learningWantsIdsOfItsOwn() {
        ContainerSpec spec = ContainerSpec.of("a", List.of("true"))
                .with(c -> c.security = new Security(Set.of(), Set.of(), true, SeccompMode.LEARN));
        assertEquals(List.of(), SpecReader.check(SpecWriter.write(spec)).problems());
        var own = EnumSet.copyOf(spec.namespaces());
        own.remove(Namespace.USER);
        var problems = SpecReader.check(SpecWriter.write(spec.with(c -> c.namespaces = own)))
                .problems();
        assertEquals(
                List.of("ns.user-off", "seccomp.learn-user"),
                problems.stream().map(Problem::rule).toList());
    }

    @Test
    void aHugeFileIsRefusedUnread() {
        var reading =
                SeccompReader.check((" ".repeat(SeccompReader.MAX_BYTES) + "{}").getBytes(StandardCharsets.UTF_8), "x");
        assertFalse(reading.problems().isEmpty());
        assertEquals("json.too-large", reading.problems().getFirst().rule());
    }
}
