package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Landlock.Scope;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Lsm.Need;
import org.darsena.model.container.Security;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers that deny themselves something. Each does the same without the rules, and is not refused.
@Tag("kernel")
@Tag("machine")
class LandlockKernelTest {
    private static final String WRITE = "(echo x >/tmp/in && echo in; echo x >/root/out && echo out) 2>/dev/null; true";
    private static final String EXECUTE = "cp /usr/bin/echo /tmp/; /usr/bin/echo a; /tmp/echo b 2>/dev/null; true";
    private static final String READ = "cat /proc/sys/kernel/ostype; cat /etc/hostname 2>/dev/null; true";
    private static final String CONNECT =
            "(exec 3<>/dev/tcp/127.0.0.1/9) 2>&1 | grep -o 'refused\\|denied' | sort -u; true";
    private static final String SIGNAL = "kill -0 1 2>/dev/null && echo reached; kill -0 $$ && echo itself; true";
    private static final String LINK = "touch /tmp/a; ln /tmp/a /root/b && echo linked; true";

    private final TestEngine t = new TestEngine();

    LandlockKernelTest() throws Exception {}

    @BeforeEach
    void hasLandlock() throws Exception {
        assumeTrue(LinuxKernel.get().landlockAbi() > 0, "this kernel has no Landlock");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec under(Landlock rules, String script) {
        return secured(spec("box", "bash", "-c", script), Security.DEFAULT.withLsm(Lsm.of(rules)));
    }

    private static Landlock files(
            @Nullable List<String> read, @Nullable List<String> write, @Nullable List<String> execute) {
        return new Landlock(Need.PREFER, read, write, execute, null, null, Set.of());
    }

    private void tried(String free, String held, String script, Landlock rules) throws Exception {
        assertEquals(free, t.output(spec("free", "bash", "-c", script)));
        assertEquals(held, t.output(under(rules, script)));
    }

    @Test
    void itWritesOnlyThere() throws Exception {
        tried("in\nout\n", "in\n", WRITE, files(null, List.of("/tmp", "/dev"), null));
    }

    @Test
    void itExecutesOnlyThere() throws Exception {
        tried("a\nb\n", "a\n", EXECUTE, files(null, null, List.of("/usr")));
    }

    @Test
    void itReadsOnlyThere() throws Exception {
        tried("Linux\nfree\n", "Linux\n", READ, files(List.of("/usr", "/proc", "/dev/null"), null, null));
    }

    /// What is not named stays free: a link into another folder, which every ruleset denies by itself.
    @Test
    void aRuleForExecutingLeavesLinksAlone() throws Exception {
        tried("linked\n", "linked\n", LINK, files(null, null, List.of("/")));
    }

    @Test
    void itConnectsOnlyThere() throws Exception {
        assumeTrue(LinuxKernel.get().landlockAbi() >= 4, "no Landlock for ports");
        Landlock none = new Landlock(Need.REQUIRE, null, null, null, null, List.of(443), Set.of());
        tried("refused\n", "denied\n", CONNECT, none);
        Landlock that = new Landlock(Need.REQUIRE, null, null, null, List.of(), List.of(9), Set.of());
        assertEquals("refused\n", t.output(under(that, CONNECT).with(c -> c.name = "other")));
    }

    @Test
    void itSignalsOnlyItsOwn() throws Exception {
        assumeTrue(LinuxKernel.get().landlockAbi() >= 6, "no Landlock for signals");
        Landlock scoped = new Landlock(Need.REQUIRE, null, null, null, null, null, Set.of(Scope.SIGNAL));
        tried("reached\nitself\n", "itself\n", SIGNAL, scoped);
    }

    @Test
    void whatIsRunBesideItIsHeldToo() throws Exception {
        String id = t.start(under(files(null, List.of("/tmp", "/dev"), null), "exec sleep 1000"));
        assertEquals("in\n", t.exec(id, WRITE));
    }

    @Test
    void aPathThatIsNotThereIsNamed() throws Exception {
        ContainerSpec spec = under(files(null, List.of("/nowhere"), null), "true");
        EngineException e = assertThrows(EngineException.class, () -> t.start(spec));
        assertTrue(e.args().toString().contains("/nowhere"), e.args().toString());
    }
}
