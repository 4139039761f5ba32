package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.OWNER;
import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Lsm.AppArmor;
import org.darsena.model.container.Security;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a spec says of AppArmor on a machine that has none.
@Tag("kernel")
class NoAppArmorKernelTest {
    private final TestEngine t = new TestEngine();

    NoAppArmorKernelTest() throws Exception {}

    @BeforeEach
    void hasNone() {
        assumeFalse(Files.exists(Path.of("/sys/kernel/security/apparmor/profiles")), "this kernel has AppArmor");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec wishing(AppArmor wish) {
        return secured(spec("box", "sleep", "1000"), Security.DEFAULT.withLsm(Lsm.of(wish)));
    }

    @Test
    void requiredItIsRefusedAndNothingIsMade() throws Exception {
        EngineException e = assertThrows(EngineException.class, () -> t.create(wishing(AppArmor.REQUIRE)));
        assertEquals(EngineException.Kind.MISSING, e.kind());
        assertEquals(Map.of("what", "lsm.apparmor", "detail", "AppArmor"), e.args());
        assertEquals(List.of(), t.engine().containers());
    }

    @Test
    void preferredItIsSaidAndByDefaultNot() throws Exception {
        assertEquals(List.of("AppArmor"), warnings(AppArmor.PREFER));
        assertEquals(List.of(), warnings(AppArmor.AUTO));
    }

    private List<String> warnings(AppArmor wish) throws Exception {
        List<String> said = new ArrayList<>();
        String id = t.engine().create(wishing(wish), OWNER, Progress.NONE).id();
        t.engine().start(id, new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> args) {
                if (step.equals("start.unconfined")) {
                    said.add(args.getOrDefault("what", ""));
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        t.engine().delete(id, true, Progress.NONE);
        return said;
    }
}
