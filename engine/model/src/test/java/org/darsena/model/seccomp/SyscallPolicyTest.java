package org.darsena.model.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.Capability;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Kind;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.json.SeccompReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyscallPolicyTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 1);
    private static final Action EPERM = Action.errno(1);
    private static final Action ENOSYS = Action.errno(38);

    private static SeccompProfile profile(String action, String rest) throws InvalidDocumentException {
        return SeccompReader.check("{\"defaultAction\": \"SCMP_ACT_" + action + "\"" + rest + "}", "x")
                .orThrow();
    }

    private static SeccompProfile rules(String... rules) throws InvalidDocumentException {
        return profile("ERRNO", ", \"syscalls\": [" + String.join(",", rules) + "]");
    }

    private static String allow(String name, String rest) {
        return "{\"names\": [\"" + name + "\"], \"action\": \"SCMP_ACT_ALLOW\"" + rest + "}";
    }

    private static String arg(String op, long value) {
        return "{\"index\": 0, \"op\": \"SCMP_CMP_" + op + "\", \"value\": " + value + "}";
    }

    private static Decision decision(SeccompProfile profile, String name, Capability... caps) {
        return SyscallPolicy.of(profile, Set.of(caps), KERNEL).decision(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'includes': {'caps': ['CAP_KILL']}                |           | false
            'includes': {'caps': ['CAP_KILL']}                | KILL      | true
            'includes': {'caps': ['CAP_KILL', 'CAP_CHOWN']}   | KILL      | false
            'excludes': {'caps': ['CAP_KILL', 'CAP_CHOWN']}   | KILL      | false
            'excludes': {'caps': ['CAP_KILL']}                | CHOWN     | true
            'includes': {'minKernel': '6.1'}                  |           | true
            'includes': {'minKernel': '6.2'}                  |           | false
            'includes': {'minKernel': '5.20'}                 |           | true
            'excludes': {'minKernel': '6.1'}                  |           | false
            'excludes': {'minKernel': '6.10'}                 |           | true
            'includes': {'arches': ['amd64', 'arm64']}        |           | true
            'includes': {'arches': ['x86', 'arm64']}          |           | false
            'excludes': {'arches': ['amd64']}                 |           | false
            """)
    void rulesCountWhereTheyAreMeantTo(String scope, Capability having, boolean counts) throws Exception {
        var profile = rules(allow("getppid", ", " + scope.replace('\'', '"')), allow("unshare", ""));
        Capability[] caps = having == null ? new Capability[0] : new Capability[] {having};
        assertEquals(Decision.always(counts ? Action.ALLOW : EPERM), decision(profile, "getppid", caps));
    }

    /// Whatever the order, what is said of some arguments goes before what is said of all.
    @Test
    void conditionsAreTriedFirst() throws Exception {
        String some = "{\"names\": [\"getppid\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 5, \"args\": ["
                + arg("EQ", 1) + "]}";
        var wanted = new Decision(
                List.of(new Decision.Branch(List.of(new Condition(0, Op.EQ, 1, 0)), Action.errno(5))), Action.ALLOW);
        assertEquals(wanted, decision(rules(some, allow("getppid", "")), "getppid"));
        assertEquals(wanted, decision(rules(allow("getppid", ""), some), "getppid"));
    }

    @Test
    void severalConditionsOfOneArgumentAreAlternatives() throws Exception {
        var either =
                decision(rules(allow("getppid", ", \"args\": [" + arg("EQ", 1) + "," + arg("EQ", 2) + "]")), "getppid");
        assertEquals(2, either.branches().size());
        String other = arg("EQ", 2).replace("\"index\": 0", "\"index\": 1");
        var both = decision(rules(allow("getppid", ", \"args\": [" + arg("EQ", 1) + "," + other + "]")), "getppid");
        assertEquals(1, both.branches().size());
    }

    /// Programs fall back from calls that are newer than the profile; a profile that kills, kills.
    @Test
    void whatIsNewerThanTheProfileDoesNotExist() throws Exception {
        var old = SyscallPolicy.of(rules(allow("unshare", "")), Set.of(), KERNEL);
        assertEquals(Decision.always(EPERM), old.decision("getppid")); // 110, unshare has 272
        assertEquals(Decision.always(ENOSYS), old.decision("clone3"));
        assertEquals(Decision.always(ENOSYS), old.decision(Abi.X86_64, 9999));
        var kill = SyscallPolicy.of(profile("KILL_PROCESS", ""), Set.of(), KERNEL);
        assertEquals(Kind.KILL_PROCESS, kill.decision("clone3").otherwise().kind());
        assertEquals(
                Kind.KILL_PROCESS, kill.decision(Abi.X86_64, 9999).otherwise().kind());
    }

    private static Set<String> beyondStandard(SeccompProfile profile, Set<Capability> caps) {
        return SyscallPolicy.of(profile, caps, KERNEL).beyond(SyscallPolicy.of(SeccompReader.standard(), caps, KERNEL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'names': ['read'], 'action': 'SCMP_ACT_ALLOW'}",
                "{'names': ['read'], 'action': 'SCMP_ACT_LOG'}",
                "{'names': ['mount', 'keyctl'], 'action': 'SCMP_ACT_KILL'}",
                "{'names': ['socket'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': 2}]}",
                "{'names': ['socket'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_MASKED_EQ',"
                        + " 'value': 4294967295, 'valueTwo': 1}, {'index': 1, 'op': 'SCMP_CMP_NE', 'value': 3}]}",
                "{'names': ['clone'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_MASKED_EQ',"
                        + " 'value': 2147352576}]}"
            })
    void narrowerProfilesAreForEverybody(String rule) throws Exception {
        assertEquals(Set.of(), beyondStandard(rules(rule.replace('\'', '"')), Capability.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            keyctl | {'names': ['keyctl'], 'action': 'SCMP_ACT_ALLOW'}
            keyctl | {'names': ['keyctl'], 'action': 'SCMP_ACT_LOG'}
            keyctl | {'names': ['keyctl'], 'action': 'SCMP_ACT_TRACE'}
            clone3 | {'names': ['clone3'], 'action': 'SCMP_ACT_ALLOW'}
            mount  | {'names': ['mount'], 'action': 'SCMP_ACT_ALLOW'}
            socket | {'names': ['socket'], 'action': 'SCMP_ACT_ALLOW'}
            socket | {'names': ['socket'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': 40}]}
            socket | {'names': ['socket'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_NE', 'value': 40}]}
            clone  | {'names': ['clone'], 'action': 'SCMP_ACT_ALLOW', 'args': [{'index': 0, 'op': 'SCMP_CMP_MASKED_EQ', 'value': 2}]}
            bpf    | {'names': ['bpf'], 'action': 'SCMP_ACT_ERRNO', 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': 2}]},\
            {'names': ['bpf'], 'action': 'SCMP_ACT_ALLOW'}
            """)
    void widerOnesAreNot(String name, String rule) throws Exception {
        assertEquals(Set.of(name), beyondStandard(rules(rule.replace('\'', '"')), Capability.DEFAULT));
    }

    @Test
    void capabilitiesBringTheirCallsHereToo() throws Exception {
        var mount = rules(allow("umount2", ""));
        assertEquals(Set.of("umount2"), beyondStandard(mount, Capability.DEFAULT));
        assertEquals(Set.of(), beyondStandard(mount, Set.of(Capability.SYS_ADMIN)));
    }

    @Test
    void whatAllowsByDefaultIsWider() throws Exception {
        var all = beyondStandard(profile("ALLOW", ""), Capability.DEFAULT);
        assertTrue(all.containsAll(Set.of("*", "kexec_load", "clone", "socket")), all::toString);
        assertTrue(!all.contains("read"), all::toString);
    }

    @Test
    void anEntryTheDefaultLeavesShutIsWider() throws Exception {
        var x32 = profile(
                "ERRNO",
                ", \"architectures\": [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_X32\"], \"syscalls\": [" + allow("read", "")
                        + "]");
        assertEquals(Set.of("read"), beyondStandard(x32, Capability.DEFAULT));
    }

    @Test
    void theDefaultIsNotWiderThanItself() {
        for (var caps : List.of(Set.<Capability>of(), Capability.DEFAULT, Set.of(Capability.values()))) {
            assertEquals(Set.of(), beyondStandard(SeccompReader.standard(), caps));
        }
    }
}
