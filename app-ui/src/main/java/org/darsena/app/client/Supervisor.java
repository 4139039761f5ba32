package org.darsena.app.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps a [Line] to the helper: connects, notices that it broke, connects anew with growing pauses.
///
/// Connecting happens on the event thread, so that signals read meanwhile wait until what they change is
/// there.
final class Supervisor implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration ACTIVATION_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What is done with a line. On the event thread.
    interface User {
        /// Takes over what is there; throws [HelperException] where the line is of no use.
        Helper.Connection connected(Line line);

        void state(Helper.Connection now);
    }

    private final BusAddress bus;
    private final Line.Limits limits;
    private final Events events;
    private final User user;
    private final CountDownLatch tried = new CountDownLatch(1);
    private volatile @Nullable Line line;
    private volatile Helper.Connection connection = new Helper.Connection(false, "", "", null);
    private int attempt;
    private Duration pause = FIRST_PAUSE;
    private long activated = System.nanoTime() - ACTIVATION_PAUSE.toNanos();

    Supervisor(BusAddress bus, Line.Limits limits, Events events, User user) {
        this.bus = bus;
        this.limits = limits;
        this.events = events;
        this.user = user;
    }

    void start() {
        events.run(this::connect);
    }

    /// Why it is not connected is null until the first attempt ended.
    Helper.Connection connection() {
        return connection;
    }

    /// The line, once the first attempt ended; throws where there is none. Not on the event thread.
    Line line() {
        try {
            if (!tried.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw Failures.noHelper(bus);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.broken();
        }
        Line now = line;
        if (now == null) {
            HelperException why = connection.why();
            throw why == null ? Failures.noHelper(bus) : why;
        }
        return now;
    }

    boolean isCurrent(Line which) {
        return line == which;
    }

    private void connect() {
        int mine = ++attempt;
        Line made = null;
        try {
            made = Line.open(bus, mayActivate(), limits, () -> events.run(() -> lost(mine)));
            Helper.Connection now = user.connected(made);
            line = made;
            pause = FIRST_PAUSE;
            tell(now);
        } catch (HelperException e) {
            close(made);
            tell(new Helper.Connection(false, "", "", e));
            again();
        } finally {
            tried.countDown();
        }
    }

    /// Not at every attempt: a helper that cannot start would be started without end.
    private boolean mayActivate() {
        long now = System.nanoTime();
        if (now - activated < ACTIVATION_PAUSE.toNanos()) {
            return false;
        }
        activated = now;
        return true;
    }

    private void lost(int which) {
        Line old = line;
        if (which != attempt || old == null) {
            return;
        }
        line = null;
        close(old);
        tell(new Helper.Connection(false, "", "", Failures.broken()));
        again();
    }

    private void again() {
        events.later(pause, this::connect);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private void tell(Helper.Connection now) {
        connection = now;
        user.state(now);
    }

    private static void close(@Nullable Line line) {
        if (line != null) {
            // may wait for a stuck bus; nothing else is to wait with it
            Thread.ofPlatform().daemon().name("darsena-close").start(line::close);
        }
    }

    /// Last: the event thread has ended.
    @Override
    public void close() {
        Line old = line;
        line = null;
        close(old);
    }
}
