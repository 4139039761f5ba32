package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final List<Integer> MANY = IntStream.range(0, 100).boxed().toList();

    @Test
    void everyItemOnceAndSideBySide() throws Exception {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        AtomicInteger times = new AtomicInteger();
        CountDownLatch met = new CountDownLatch(2); // would never open if they came one by one
        Crew.each(MANY, Progress.NONE, (i, _) -> {
            if (i < 2) {
                met.countDown();
                try {
                    met.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            done.add(i);
            times.incrementAndGet();
        });
        assertEquals(100, done.size());
        assertEquals(100, times.get());
        Crew.each(List.of(), Progress.NONE, (_, _) -> times.incrementAndGet());
        assertEquals(100, times.get());
    }

    @Test
    void theFirstFailureStopsAndIsThrownWhenAllHaveEnded() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        EngineException why = new EngineException(Kind.FAILED, Map.of("detail", "why"));
        EngineException thrown = assertThrows(
                EngineException.class,
                () -> Crew.each(MANY, Progress.NONE, (i, progress) -> {
                    begun.incrementAndGet();
                    if (i == 3) {
                        throw why;
                    }
                    while (i < 8 && !progress.cancelled()) { // those beside it are told to stop
                        Thread.onSpinWait();
                    }
                    ended.incrementAndGet();
                }));
        assertSame(why, thrown);
        assertEquals(begun.get() - 1, ended.get(), "none is under way any more");
        assertTrue(begun.get() < 100);
    }

    @Test
    void allAreTriedWhateverFails() {
        AtomicInteger tried = new AtomicInteger();
        EngineException thrown = assertThrows(
                EngineException.class,
                () -> Crew.all(MANY, (i, _) -> {
                    tried.incrementAndGet();
                    if (i % 10 == 0) {
                        throw new IOException("number " + i);
                    }
                }));
        assertEquals(100, tried.get());
        assertEquals(9, thrown.getSuppressed().length);
    }

    @Test
    void cancelled() {
        Steps steps = new Steps("stop", 1);
        EngineException thrown = assertThrows(
                EngineException.class, () -> Crew.each(MANY, steps, (_, _) -> steps.step(0, "stop", Map.of())));
        assertEquals(Kind.CANCELLED, thrown.kind());
        assertTrue(steps.heard.size() < 100);
    }
}
