package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.Resources;
import org.darsena.runtime.ContainerInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers that meet their limits, as listeners hear of it.
@Tag("kernel")
class HitsKernelTest {
    private final TestEngine t = new TestEngine();

    HitsKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private boolean heard(java.util.function.Predicate<ContainerInfo> what) {
        return t.heard.stream().anyMatch(what);
    }

    @Test
    void wantOfMemoryWhileItRunsOn() throws Exception {
        String id = t.start(limited(
                shell("a", "(a=x; while :; do a=$a$a; done); sleep 1000"), new Resources(32L << 20, null, null, null)));
        TestEngine.until("it is told", () -> heard(c -> c.hits().oomKills() > 0));
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        String inspected = t.engine().inspect(id);
        assertTrue(new JsonMapper()
                .readTree(inspected)
                .path("cgroups")
                .valueStream()
                .flatMap(c -> c.path("values").valueStream())
                .anyMatch(v -> v.asText().contains("oom_kill ")));
    }

    @Test
    void timeThatIsUsedUp() throws Exception {
        String id = t.start(limited(shell("a", "while :; do :; done"), new Resources(null, 0.1, null, null)));
        TestEngine.until("it is told", () -> heard(c -> c.hits().throttled() > 0));
        long first = throttled(id);
        long told = t.heard.stream().filter(c -> c.hits().throttled() > 0).count();
        TestEngine.until("many more periods are over", () -> throttled(id) > first + 15);
        assertTrue(t.heard.stream().filter(c -> c.hits().throttled() > 0).count() <= told + 1, "not at every period");
    }

    private long throttled(String id) {
        return t.cgroups().of(id).hits().orElseThrow().throttled();
    }

    @Test
    void processesThatAreNotMade() throws Exception {
        t.start(limited(shell("a", "while :; do sleep 5 & sleep 0.2; done"), new Resources(null, null, null, 5L)));
        TestEngine.until("it is told", () -> heard(c -> c.hits().pidsRefused() > 0));
    }

    @Test
    void theEndTellsOfTheLastAndTheNextRunBeginsAnew() throws Exception {
        String id = t.start(limited(
                shell("a", "test -e /root/x && sleep 1000; touch /root/x; (a=x; while :; do a=$a$a; done); exit 3"),
                new Resources(32L << 20, null, null, null)));
        t.awaitState(id, ContainerState.STOPPED);
        assertTrue(t.info(id).hits().oomKills() > 0, "seen before its cgroups went");
        t.engine().start(id, org.darsena.runtime.Engine.Progress.NONE);
        assertEquals(LimitHits.NONE, t.info(id).hits());
    }
}
