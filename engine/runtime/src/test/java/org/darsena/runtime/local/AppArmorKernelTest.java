package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Lsm.AppArmor;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers under AppArmor, where the kernel has it.
@Tag("kernel")
@Tag("machine")
class AppArmorKernelTest {
    private static final Path PROFILES = Path.of("/sys/kernel/security/apparmor/profiles");
    private static final String LABEL = "cat /proc/self/attr/apparmor/current";
    /// Nothing but the profile forbids it: it is neither masked nor a matter of capabilities.
    private static final String READ = "head -c1 /proc/kallsyms >/dev/null 2>&1 && echo read || echo refused";

    private final TestEngine t = new TestEngine();

    AppArmorKernelTest() throws Exception {}

    @BeforeEach
    void hasAppArmor() {
        assumeTrue(Files.isReadable(PROFILES), "this kernel has no AppArmor");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
        assertEquals(List.of(), loaded(), "unloaded with the engine");
    }

    private List<String> loaded() throws Exception {
        return Files.exists(PROFILES)
                ? Files.readAllLines(PROFILES).stream()
                        .filter(l -> l.startsWith(t.config.cgroupParent() + "-"))
                        .toList()
                : List.of();
    }

    private static ContainerSpec wishing(AppArmor wish, ContainerSpec spec) {
        return secured(spec, Security.DEFAULT.withLsm(Lsm.of(wish)));
    }

    private String observed(String id) throws Exception {
        return new JsonMapper()
                .readTree(t.engine().inspect(id))
                .path("lsm")
                .path("apparmor")
                .asText();
    }

    @Test
    void aCommandIsConfinedAndSoIsWhatIsRunBesideIt() throws Exception {
        String id = t.start(spec("box", "sh", "-c", LABEL + "; " + READ + "; exec sleep 1000"));
        TestEngine.until("its words", () -> t.log(id).endsWith("refused\n"));
        String label = t.log(id).lines().findFirst().orElse("");
        assertTrue(label.matches(t.config.cgroupParent() + "-application-[0-9a-f]{8} \\(enforce\\)"), label);
        assertEquals(label, observed(id));
        assertEquals(label + "\nrefused\n", t.exec(id, LABEL + "; " + READ));
        assertEquals(List.of(label), loaded(), "one for all of a kind");
    }

    @Test
    void unconfinedItReadsWhatTheProfileForbids() throws Exception {
        ContainerSpec spec = wishing(AppArmor.UNCONFINED, spec("box", "sh", "-c", READ));
        assertEquals("read\n", t.output(spec));
        assertEquals(List.of(), loaded());
    }

    @Test
    void complainingForbidsNothing() throws Exception {
        String id = t.start(wishing(AppArmor.COMPLAIN, spec("box", "sleep", "1000")));
        assertEquals("read\n", t.exec(id, READ));
        assertTrue(observed(id).endsWith(" (complain)"), observed(id));
    }

    /// Also what a helper that was killed left behind.
    @Test
    void anAdoptedContainerKeepsItsProfile() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        String label = observed(id);
        t.reopen();
        assertEquals(label, observed(id));
        assertEquals(List.of(label), loaded());
        assertEquals("refused\n", t.exec(id, READ), "and what is run in it gets it too");
    }

    @Test
    void requiringItStarts() throws Exception {
        assertEquals("refused\n", t.output(wishing(AppArmor.REQUIRE, spec("box", "sh", "-c", READ))));
    }

    /// Those inside own /proc of their mount namespace: what they lay over it must not keep exec from its profile.
    @Test
    void whatLiesOverProcDoesNotSetAnExecFree() throws Exception {
        Security all = new Security(
                java.util.Set.of(org.darsena.model.container.Capability.SYS_ADMIN),
                java.util.Set.of(),
                true,
                Security.Seccomp.DEFAULT);
        String id = t.start(secured(spec("box", "sleep", "1000"), all));
        t.exec(id, "mount -t tmpfs none /proc");
        String said;
        try {
            said = t.exec(id, "echo free");
        } catch (org.darsena.runtime.EngineException e) {
            said = "refused";
        }
        assertEquals("refused", said);
    }
}
