package org.darsena.helper.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.darsena.api.Errors;
import org.darsena.helper.testing.Await;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.junit.jupiter.api.Test;

/// Calls of one sender are taken in order; of many, side by side; and no more wait than may.
class QueuesTest {
    private static Call call(String sender, String member, int size) throws Exception {
        MethodCall message = new MessageFactory((byte) 'l')
                .createMethodCall(sender, "org.darsena.Helper1", "/a", "a.b", member, (byte) 0, null);
        return new Call(message, size, false, List.of());
    }

    @Test
    void inOrderForEachAndEachInTurn() throws Exception {
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        AtomicInteger handled = new AtomicInteger();
        try (Queues queues = new Queues(call -> {
            seen.computeIfAbsent(call.sender(), s -> new CopyOnWriteArrayList<>())
                    .add(call.member());
            if (call.member().equals("M7") && call.sender().equals(":1.0")) {
                throw new IllegalStateException("one that fails holds up nobody");
            }
            handled.incrementAndGet();
        })) {
            for (int i = 0; i < 50; i++) {
                for (int s = 0; s < 20; s++) {
                    queues.put(call(":1." + s, "M" + i, 10));
                }
            }
            Await.until(Duration.ofSeconds(10), "all but the failing", () -> handled.get() == 50 * 20 - 1);
        }
        List<String> order = IntStream.range(0, 50).mapToObj(i -> "M" + i).toList();
        seen.forEach((sender, members) -> assertEquals(order, members, sender));
    }

    @Test
    void oneSendersShareAndAllBytesAreBounded() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        try (Queues queues = new Queues(call -> {
            try {
                assertTrue(held.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            handled.incrementAndGet();
        })) {
            for (int i = 0; i < Queues.PER_SENDER; i++) {
                queues.put(call(":1.1", "M", 0));
            }
            assertEquals(
                    Errors.BUSY,
                    assertThrows(Refusal.class, () -> queues.put(call(":1.1", "M", 0)))
                            .error());
            // another's go on
            for (int i = 0; i < 4; i++) {
                queues.put(call(":1.2", "M", 3 << 20));
            }
            assertThrows(Refusal.class, () -> queues.put(call(":1.3", "M", 1 << 20)));
            held.countDown();
            Await.until(Duration.ofSeconds(10), "all", () -> handled.get() == Queues.PER_SENDER + 4);
            queues.put(call(":1.3", "M", 1 << 20));
            Await.until(Duration.ofSeconds(10), "one more", () -> handled.get() == Queues.PER_SENDER + 5);
        }
    }
}
