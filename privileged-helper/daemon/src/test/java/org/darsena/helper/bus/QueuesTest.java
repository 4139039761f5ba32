package org.darsena.helper.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.darsena.api.Errors;
import org.darsena.helper.testing.Await;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of one sender are taken in order; of many, side by side; and no more wait than may.
class QueuesTest {
    /// The part of the name before the dot is the user; `:9.…` are not known before they are asked for.
    private static final Queues.Users USERS = new Queues.Users() {
        @Override
        public OptionalInt known(String sender) {
            return sender.startsWith(":9.") ? OptionalInt.empty() : ask(sender);
        }

        @Override
        public OptionalInt ask(String sender) {
            return OptionalInt.of(Integer.parseInt(sender.substring(1, sender.indexOf('.'))));
        }
    };

    private static void refused(Call call, Refusal why) {
        throw new IllegalStateException("nothing was too much: " + call + " " + why.args());
    }

    private static Call call(String sender, String member, int size) throws Exception {
        MethodCall message = new MessageFactory((byte) 'l')
                .createMethodCall(sender, "org.darsena.Helper1", "/a", "a.b", member, (byte) 0, null);
        return new Call(message, size, false, List.of());
    }

    @Test
    void inOrderForEachAndEachInTurn() throws Exception {
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        AtomicInteger handled = new AtomicInteger();
        try (Queues queues = new Queues(
                USERS,
                call -> {
                    seen.computeIfAbsent(call.sender(), s -> new CopyOnWriteArrayList<>())
                            .add(call.member());
                    if (call.member().equals("M7") && call.sender().equals(":1.0")) {
                        throw new IllegalStateException("one that fails holds up nobody");
                    }
                    handled.incrementAndGet();
                },
                QueuesTest::refused)) {
            for (int i = 0; i < 50; i++) {
                for (int s = 1; s <= 20; s++) {
                    queues.put(call(":" + s + ".0", "M" + i, 10));
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
        try (Queues queues = new Queues(
                USERS,
                call -> {
                    try {
                        assertTrue(held.await(10, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    handled.incrementAndGet();
                },
                QueuesTest::refused)) {
            for (int i = 0; i < Queues.PER_SENDER; i++) {
                queues.put(call(":1.1", "M", 0));
            }
            assertEquals(
                    Errors.BUSY,
                    assertThrows(Refusal.class, () -> queues.put(call(":1.1", "M", 0)))
                            .error());
            // others' go on
            for (int i = 2; i < 6; i++) {
                queues.put(call(":" + i + ".0", "M", 5 << 20));
            }
            assertThrows(Refusal.class, () -> queues.put(call(":7.0", "M", 1 << 20)));
            held.countDown();
            Await.until(Duration.ofSeconds(10), "all", () -> handled.get() == Queues.PER_SENDER + 4);
            queues.put(call(":7.0", "M", 1 << 20));
            Await.until(Duration.ofSeconds(10), "one more", () -> handled.get() == Queues.PER_SENDER + 5);
        }
    }

    /// However many connections it makes, and others find workers.
    @ParameterizedTest
    @ValueSource(strings = {":1.", ":9."})
    void oneUsersShareOfCallsBytesAndWorkersIsBounded(String user) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Consumer<Call> slow = call -> {
            if (call.sender().startsWith(user)) {
                working.incrementAndGet();
                await(held);
                working.decrementAndGet();
            }
            served.incrementAndGet();
        };
        try (Queues queues = new Queues(USERS, slow, (call, why) -> refused.incrementAndGet())) {
            int taken = 0;
            for (int i = 0; i < 1000; i++) {
                try {
                    queues.put(call(user + i % 50, "M", 0));
                    taken++;
                } catch (Refusal e) {
                    assertEquals(Errors.BUSY, e.error());
                }
            }
            Await.until(Duration.ofSeconds(10), "its workers", () -> working.get() == Queues.WORKERS_PER_USER);
            queues.put(call(":2.0", "M", 5 << 20));
            Await.until(Duration.ofSeconds(10), "another's call is served", () -> served.get() == 1);
            assertThrows(Refusal.class, () -> queues.put(call(user + "0", "M", 0)));
            assertEquals(Queues.WORKERS_PER_USER, working.get());
            held.countDown();
            int all = taken;
            Await.until(Duration.ofSeconds(10), "all", () -> served.get() + refused.get() == all + 1);
            assertTrue(served.get() >= Queues.PER_USER, served + " served");
            assertThrows(Refusal.class, () -> queues.put(call(user + "0", "M", Queues.BYTES_PER_USER + 1)));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
