package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many at once.
@Tag("kernel")
class ManyKernelTest {
    private static final int MANY = 20;

    private final TestEngine t = new TestEngine();

    ManyKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }
        return results;
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Callable<Boolean> call(Step step) {
        return () -> {
            step.run();
            return true;
        };
    }

    @Test
    void createdStartedStoppedAndDeletedAtOnce() throws Exception {
        List<Callable<String>> creates = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ContainerSpec s = ContainerSpec.of("c" + i, List.of("sleep", "1000"));
            creates.add(() -> t.create(s).id());
        }
        List<String> ids = atOnce(creates);
        assertEquals(MANY, new HashSet<>(ids).size());
        atOnce(ids.stream()
                .map(id -> call(() -> t.engine().start(id, Progress.NONE)))
                .toList());
        Set<Integer> pids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (String id : ids) {
            assertEquals(ContainerState.RUNNING, t.info(id).state());
            pids.add(t.info(id).pid());
            addresses.add(t.exec(id, "hostname -I"));
        }
        assertEquals(MANY, pids.size());
        assertEquals(MANY, addresses.size(), "no address twice");
        atOnce(ids.stream()
                .map(id -> call(() -> t.engine().restart(id, Progress.NONE)))
                .toList());
        atOnce(ids.stream()
                .map(id -> call(() -> t.engine().delete(id, true, Progress.NONE)))
                .toList());
        assertEquals(List.of(), t.engine().containers());
    }

    @Test
    void oneNameManyTimesAtOnce() throws Exception {
        List<Callable<Boolean>> creates = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            creates.add(() -> {
                try {
                    t.create(spec("same", "true"));
                    return true;
                } catch (EngineException e) {
                    assertEquals(EngineException.Kind.EXISTS, e.kind());
                    return false;
                }
            });
        }
        assertEquals(1, atOnce(creates).stream().filter(made -> made).count());
        assertEquals(1, t.files("state/containers").size());
    }

    /// Whoever is first wins; all others are told the state, and nothing breaks.
    @Test
    void verbsThatRace() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = t.create(spec("r" + round, "sleep", "1000")).id();
            List<Callable<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(tried(() -> t.engine().start(id, Progress.NONE)));
            }
            assertEquals(1, atOnce(starts).stream().filter(won -> won).count());
            List<Callable<Boolean>> mixed = List.of(
                    tried(() -> t.engine().stop(id, 0, Progress.NONE)),
                    tried(() -> t.engine().stop(id, 1, Progress.NONE)),
                    tried(() -> t.engine().kill(id, "KILL")),
                    tried(() -> t.engine().freeze(id)),
                    tried(() -> t.exec(id, "true")));
            atOnce(mixed);
            t.engine().delete(id, true, Progress.NONE);
        }
        List<ContainerInfo> all = List.copyOf(t.heard);
        for (int i = 0; i < all.size(); i++) {
            ContainerInfo now = all.get(i);
            all.subList(0, i).reversed().stream()
                    .filter(before -> before.id().equals(now.id()))
                    .findFirst()
                    .ifPresent(before -> assertTrue(
                            org.darsena.model.container.LifeCycle.mayFollow(before.state(), now.state()),
                            before.state() + " → " + now.state()));
        }
    }

    private static Callable<Boolean> tried(Step step) {
        return () -> {
            try {
                step.run();
                return true;
            } catch (EngineException e) {
                assertTrue(
                        Set.of(EngineException.Kind.STATE, EngineException.Kind.NOT_FOUND, EngineException.Kind.KERNEL)
                                .contains(e.kind()),
                        e.toString());
                return false;
            }
        };
    }
}
