package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.Security;
import org.darsena.model.json.SeccompReader;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Seccomp profiles as those inside meet them, by both entries of the kernel. The probe says what a call answers.
@Tag("kernel")
class SeccompKernelTest {
    private static final String QUIET = "exec 2>/dev/null; "; // the shell says how its child ended
    private static final String BOTH = "\"architectures\": [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_X86\"]";

    private final TestEngine t = new TestEngine();

    SeccompKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static SeccompProfile profile(String text) throws Exception {
        return SeccompReader.check(text, "test.json").orThrow();
    }

    private static String rule(String name, String rest) {
        return "{\"names\": [\"" + name + "\"], " + rest + "}";
    }

    /// All is allowed but for these rules.
    private static SeccompProfile but(String architectures, String... rules) throws Exception {
        return profile("{\"defaultAction\": \"SCMP_ACT_ALLOW\", " + architectures + ", \"syscalls\": ["
                + String.join(",", rules) + "]}");
    }

    private static ContainerSpec with(ContainerSpec spec, Security.Seccomp seccomp, Capability... added) {
        return TestEngine.secured(spec, new Security(Set.of(added), Set.of(), true, seccomp));
    }

    private String running(Security.Seccomp seccomp, Capability... added) throws Exception {
        return Probe.startUsual(t, with(spec("box", "sleep", "1000"), seccomp, added));
    }

    private String output(ContainerSpec spec) throws Exception {
        return t.log(Probe.runUsual(t, spec).id());
    }

    @Test
    void eachCallAnswersItsOwnErrorByBothEntries() throws Exception {
        String id = running(but(
                BOTH,
                rule("getppid", "\"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 100"),
                rule("getpgid", "\"action\": \"SCMP_ACT_ERRNO\""),
                rule("setpgid", "\"action\": \"SCMP_ACT_LOG\""),
                rule("ptrace", "\"action\": \"SCMP_ACT_TRACE\""),
                rule(
                        "getsid",
                        "\"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 33, \"args\": [{\"index\": 0, \"value\": 7,"
                                + " \"op\": \"SCMP_CMP_EQ\"}]")));
        assertEquals("-100\n", t.exec(id, Probe.call(110)), "getppid");
        assertEquals("-1\n", t.exec(id, Probe.call(121, 0)), "getpgid");
        assertEquals("-22\n", t.exec(id, Probe.call(109, 0, -5)), "setpgid runs, and is logged");
        assertEquals("-38\n", t.exec(id, Probe.call(101, 99)), "nobody traces ptrace");
        assertEquals("-33\n", t.exec(id, Probe.call(124, 7)), "getsid(7)");
        assertEquals("-3\n", t.exec(id, Probe.call(124, 99_999)), "another getsid runs: ESRCH");
        assertEquals("-100\n", t.exec(id, Probe.int80(64)), "getppid by int 0x80");
        assertEquals("-1\n", t.exec(id, Probe.int80(132, 0)), "getpgid by int 0x80");
        assertEquals("-33\n", t.exec(id, Probe.int80(147, 7)), "getsid(7) by int 0x80");
    }

    @Test
    void whatShallKillKills() throws Exception {
        for (String action : List.of("KILL", "KILL_THREAD", "KILL_PROCESS", "TRAP")) {
            String id = running(but(BOTH, rule("getppid", "\"action\": \"SCMP_ACT_" + action + "\"")));
            assertEquals("exit 159", t.exec(id, QUIET + Probe.call(110) + "; exit $?"), action);
            assertEquals("exit 159", t.exec(id, QUIET + Probe.int80(64) + "; exit $?"), action);
            t.engine().delete(id, true, Progress.NONE);
        }
        SeccompProfile kill = but(BOTH, rule("getppid", "\"action\": \"SCMP_ACT_KILL_PROCESS\""));
        var end = Probe.runUsual(t, with(spec("dead", "/probe", "syscall", "110"), kill));
        assertEquals(159, end.exitCode(), "128 + SIGSYS");
    }

    /// An entry that the profile does not name is shut: the 32-bit one by the process's end, x32 as a kernel without.
    @Test
    void anEntryOfNoProfileIsShut() throws Exception {
        String id = running(
                but("\"architectures\": [\"SCMP_ARCH_X86_64\"]", rule("getppid", "\"action\": \"SCMP_ACT_ALLOW\"")));
        assertEquals("exit 159", t.exec(id, QUIET + Probe.int80(20) + "; exit $?"));
        assertEquals("-38\n", t.exec(id, Probe.call(0x40000000 + 39)));
        t.engine().delete(id, true, Progress.NONE);
        String x32 = running(but(
                "\"architectures\": [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_X32\"]",
                rule("getpid", "\"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 71"),
                rule("ptrace", "\"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 72")));
        assertEquals("-71\n", t.exec(x32, Probe.call(0x40000000 + 39)));
        assertEquals("-72\n", t.exec(x32, Probe.call(0x40000000 + 521)), "ptrace has a number of its own there");
    }

    @Test
    void childrenInheritIt() throws Exception {
        SeccompProfile profile = but(BOTH, rule("getppid", "\"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 100"));
        String grandchild = "sh -c 'sh -c \"" + Probe.call(110) + "; grep ^Seccomp: /proc/self/status\"; true'; true";
        String id = Probe.startUsual(t, with(spec("box", "sh", "-c", grandchild + "; exec sleep 1000"), profile));
        TestEngine.until("they have said it", () -> t.log(id).contains("Seccomp:"));
        assertEquals("-100\nSeccomp:\t2\n", t.log(id), "of the container's command");
        assertEquals("-100\nSeccomp:\t2\n", t.exec(id, grandchild), "of what is executed in it");
        assertEquals("2\n", t.exec(id, "awk '/^Seccomp:/{print $2}' /proc/1/status"), "of its reaper");
    }

    @Test
    void theKernelIsAskedForTheMode() throws Exception {
        String id = running(but(BOTH, rule("getppid", "\"action\": \"SCMP_ACT_ERRNO\"")));
        JsonNode seen = new JsonMapper().readTree(t.engine().inspect(id)).path("seccomp");
        assertEquals(2, seen.path("mode").intValue());
        assertEquals(1, seen.path("filters").intValue());
    }

    /// Docker's way to say what a capability brings.
    @Test
    void capabilitiesDecideOnRules() throws Exception {
        String admin = rule("getppid", "\"action\": \"SCMP_ACT_ERRNO\", \"includes\": {\"caps\": [\"CAP_SYS_ADMIN\"]}");
        String nobody = rule("getsid", "\"action\": \"SCMP_ACT_ERRNO\", \"excludes\": {\"caps\": [\"CAP_SYS_ADMIN\"]}");
        String never = rule("getpgid", "\"action\": \"SCMP_ACT_ERRNO\", \"includes\": {\"minKernel\": \"99.0\"}");
        SeccompProfile profile = but(BOTH, admin, nobody, never);
        String plain = running(profile);
        assertEquals("-1\n", t.exec(plain, Probe.call(124, 0)));
        assertTrue(!t.exec(plain, Probe.call(110)).startsWith("-"));
        assertTrue(!t.exec(plain, Probe.call(121, 0)).startsWith("-"));
        t.engine().delete(plain, true, Progress.NONE);
        String strong = running(profile, Capability.SYS_ADMIN);
        assertEquals("-1\n", t.exec(strong, Probe.call(110)));
        assertTrue(!t.exec(strong, Probe.call(124, 0)).startsWith("-"));
    }

    /// The default is a document like any other.
    @Test
    void theDefaultAsAFileIsTheSame() throws Exception {
        String id = running(profile(SeccompReader.standardText()));
        assertEquals("-1\n", t.exec(id, Probe.call(250, 0)), "keyctl");
        assertEquals("-38\n", t.exec(id, Probe.call(435)), "clone3");
        assertEquals("-97\n", t.exec(id, Probe.call(41, 40, 1)), "socket(AF_VSOCK)");
        assertEquals("-1\n", t.exec(id, Probe.int80(288)), "keyctl by int 0x80");
        assertEquals("-38\n", t.exec(id, Probe.call(0x40000000 + 39)), "x32");
    }

    /// Under a default that refuses, a process has what is named and no more.
    @Test
    void aShortListIsAllThereIs() throws Exception {
        String names = "\"read\", \"write\", \"open\", \"openat\", \"close\", \"newfstatat\", \"fstat\", \"mmap\","
                + " \"mprotect\", \"munmap\", \"brk\", \"pread64\", \"access\", \"arch_prctl\","
                + " \"set_tid_address\", \"set_robust_list\", \"rseq\", \"prlimit64\", \"getrandom\", \"execve\","
                + " \"exit_group\", \"rt_sigtimedwait\", \"wait4\", \"kill\", \"readlink\"";
        SeccompProfile profile =
                profile("{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 13, \"syscalls\": ["
                        + "{\"names\": [" + names + "], \"action\": \"SCMP_ACT_ALLOW\"}]}");
        assertEquals("-13\n", output(with(spec("a", "/probe", "syscall", "39"), profile)), "getpid");
        assertEquals("-13\n", output(with(spec("b", "/probe", "syscall", "96"), profile)), "gettimeofday");
        assertEquals("-38\n", output(with(spec("c", "/probe", "syscall", "452"), profile)), "fchmodat2");
    }

    @Test
    void whatNothingCouldBeStartedUnderIsRefused() throws Exception {
        SeccompProfile none = profile("{\"defaultAction\": \"SCMP_ACT_ERRNO\"}");
        var refused = assertThrows(EngineException.class, () -> t.create(with(spec("none", "true"), none)));
        assertEquals(EngineException.Kind.INVALID, refused.kind());
        JsonNode problems = new JsonMapper().readTree(refused.args().get("problems"));
        assertEquals(5, problems.size(), problems::toString);
        assertEquals("seccomp.needs", problems.path(0).path("rule").textValue());
        assertEquals(
                "/security/seccomp/profile/syscalls",
                problems.path(0).path("place").textValue());
        assertEquals("execve", problems.path(0).path("args").path(0).textValue());

        String args = IntStream.range(0, 32)
                .mapToObj(i -> "{\"index\": 0, \"value\": " + (1L << 40 | i) + ", \"op\": \"SCMP_CMP_EQ\"}")
                .collect(Collectors.joining(","));
        String many = IntStream.range(0, 60)
                .mapToObj(i -> rule("getppid", "\"action\": \"SCMP_ACT_KILL\", \"args\": [" + args + "]"))
                .collect(Collectors.joining(","));
        SeccompProfile long1 = but(BOTH, many);
        var tooLong = assertThrows(EngineException.class, () -> t.create(with(spec("long", "true"), long1)));
        assertTrue(tooLong.args().getOrDefault("problems", "").contains("seccomp.too-long"), tooLong.toString());
        assertEquals(List.of(), t.engine().containers());
        assertEquals(List.of(), t.files("state/containers"));
    }
}
