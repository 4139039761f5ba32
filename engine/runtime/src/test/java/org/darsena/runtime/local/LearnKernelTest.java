package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.Security;
import org.darsena.model.json.SeccompReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A profile from what a run really called.
@Tag("kernel")
class LearnKernelTest {
    private final TestEngine t = new TestEngine();

    LearnKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec under(ContainerSpec spec, Security.Seccomp seccomp) {
        return TestEngine.secured(spec, new Security(Set.of(), Set.of(), true, seccomp));
    }

    private JsonNode learned(String id) throws Exception {
        return new JsonMapper().readTree(t.engine().inspect(id)).path("learned");
    }

    private static Set<String> allowed(JsonNode learned) {
        Set<String> names = new TreeSet<>();
        learned.path("profile").path("syscalls").forEach(rule -> {
            if (rule.path("action").textValue().equals("SCMP_ACT_ALLOW")) {
                rule.path("names").forEach(name -> names.add(name.textValue()));
            }
        });
        return names;
    }

    private static SeccompProfile proposed(JsonNode learned) throws Exception {
        return SeccompReader.check(learned.path("profile").toString(), "learned.json")
                .orThrow();
    }

    /// Its probe makes device files and asks for what hardly anybody calls; that is not what the container does.
    @Test
    void verifyingTeachesNothing() throws Exception {
        String id = t.start(under(spec("pupil", "sleep", "1000"), SeccompMode.LEARN));
        TestEngine.until("it sleeps", () -> allowed(learned(id)).contains("clock_nanosleep"));
        t.engine().verify(id);
        assertFalse(allowed(learned(id)).contains("mknodat"), () -> "learnt from the probe");
        assertFalse(allowed(learned(id)).contains("mknod"));
    }

    @Test
    void whatIsProposedIsEnoughForTheSameAndForNoMore() throws Exception {
        String work = "mkdir /tmp/d && ln -s x /tmp/d/l && sleep 0.01 && (echo a | cat) && mkdir /tmp/e";
        String id = t.run(under(shell("pupil", work), SeccompMode.LEARN)).id();
        assertEquals("a\n", t.log(id));
        JsonNode learned = learned(id);
        assertTrue(learned.path("complete").booleanValue(), learned::toString);
        Set<String> names = allowed(learned);
        assertTrue(names.containsAll(Set.of("execve", "mkdir", "wait4", "exit_group")), names::toString);
        assertTrue(names.contains("symlinkat") || names.contains("symlink"), names::toString);
        assertFalse(names.contains("ptrace") || names.contains("chmod") || names.contains("unlinkat"), names::toString);
        assertTrue(names.size() < 80, names::toString);

        SeccompProfile profile = proposed(learned);
        assertEquals("a\n", t.output(under(shell("graduate", work), profile)));
        String other = "mkdir /tmp/d; rmdir /tmp/d 2>/dev/null || echo refused";
        assertEquals("refused\n", t.output(under(shell("other", other), profile)));
        // a call less, and it is not enough
        String text = learned.path("profile").toString().replace("\"mkdir\",", "");
        SeccompProfile less = SeccompReader.check(text, "less.json").orThrow();
        assertEquals("", t.output(under(shell("dropout", "exec 2>/dev/null; " + work), less)));
    }

    /// The default stays around it: what that refuses is refused, and no part of the proposal.
    @Test
    void learningIsNoWayRoundTheDefault() throws Exception {
        String id = Probe.startUsual(t, under(spec("box", "sleep", "1000"), SeccompMode.LEARN));
        assertEquals("-1\n", t.exec(id, Probe.call(250, 0)), "keyctl");
        assertEquals("-38\n", t.exec(id, Probe.call(435)), "clone3");
        assertEquals("-1\n", t.exec(id, Probe.int80(288)), "keyctl by int 0x80");
        Set<String> names = allowed(learned(id));
        assertFalse(names.contains("keyctl") || names.contains("clone3"), names::toString);
        assertEquals(
                2,
                new JsonMapper()
                        .readTree(t.engine().inspect(id))
                        .path("seccomp")
                        .path("mode")
                        .intValue());
    }

    /// Of two at once each learns its own; the 32-bit entry opens only for whom it was used.
    @Test
    void eachLearnsItsOwn() throws Exception {
        String one = Probe.startUsual(t, under(spec("one", "sleep", "1000"), SeccompMode.LEARN));
        String two = Probe.startUsual(t, under(spec("two", "sleep", "1000"), SeccompMode.LEARN));
        t.exec(one, Probe.call(124, 0)); // getsid
        t.exec(two, Probe.int80(132, 0)); // getpgid
        JsonNode first = learned(one);
        JsonNode second = learned(two);
        assertTrue(allowed(first).contains("getsid") && !allowed(first).contains("getpgid"), first::toString);
        assertTrue(allowed(second).contains("getpgid") && !allowed(second).contains("getsid"), second::toString);
        assertFalse(first.toString().contains("SCMP_ARCH_X86\""), first::toString);
        assertTrue(second.toString().contains("SCMP_ARCH_X86\""), second::toString);
    }

    /// A loop of a hundred thousand calls loses none of the few that come after.
    @Test
    void aFloodLosesNothing() throws Exception {
        String id = t.run(under(
                        spec("flood", "perl", "-e", "getppid() for 1..100000; mkdir '/tmp/after'"), SeccompMode.LEARN))
                .id();
        JsonNode learned = learned(id);
        assertTrue(learned.path("complete").booleanValue());
        assertTrue(allowed(learned).containsAll(Set.of("getppid", "mkdir")), learned::toString);
    }

    /// What was called while no engine listened is not known, and that is said; what was, is.
    @Test
    void aGapIsSaid() throws Exception {
        String id = Probe.startUsual(t, under(spec("box", "sleep", "1000"), SeccompMode.LEARN));
        t.exec(id, Probe.call(124, 0));
        assertTrue(learned(id).path("complete").booleanValue());
        t.reopen();
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        t.exec(id, Probe.call(121, 0));
        JsonNode learned = learned(id);
        assertFalse(learned.path("complete").booleanValue());
        assertTrue(allowed(learned).containsAll(Set.of("getsid", "getpgid")), learned::toString);
    }
}
