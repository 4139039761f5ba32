package org.darsena.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AsideTest {
    @Test
    void goesOnBesideAndGivesItsResult() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Aside<String> aside = Aside.begin(() -> {
            waitFor(go);
            return "made";
        })) {
            go.countDown(); // were it not beside us, we would not get here
            assertEquals("made", aside.join());
        }
    }

    @Test
    void itsFailureIsThrownByJoinAndOnlyThere() {
        IOException failure = new IOException("no space");
        try (Aside<?> aside = Aside.doing(() -> {
            throw failure;
        })) {
            assertSame(failure, assertThrows(IOException.class, aside::join));
        }
    }

    @Test
    void closingWaitsForItsEnd() {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch go = new CountDownLatch(1);
        Thread.ofVirtual().start(go::countDown);
        Aside.doing(() -> {
                    waitFor(go);
                    over.set(true);
                })
                .close();
        assertTrue(over.get());
    }

    @Test
    void anInterruptIsKeptAndLosesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Aside<Integer> aside = Aside.begin(() -> {
            waitFor(go);
            return 7;
        });
        Thread.currentThread().interrupt();
        var _ = Thread.ofVirtual().start(go::countDown);
        assertEquals(7, aside.join());
        assertTrue(Thread.interrupted());
        assertFalse(Thread.interrupted());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
