package org.darsena.runtime.container;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LifeCycle;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.Verb;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;

/// What is in memory of one container. Every change goes through [#become], under the lock, so that no
/// illegal move is made and every listener hears of each move in order.
final class Container {
    private static final long HITS_PAUSE = 5_000_000_000L;

    volatile ContainerRecord record; // changed under lock only
    final ReentrantLock lock = new ReentrantLock();
    private final Events events;
    private final Networks networks;

    // all below guarded by lock
    private ContainerState state;
    private @Nullable RunRecord run;
    private @Nullable Fd pidfd;
    private @Nullable Integer exitCode;
    private @Nullable String reason;
    private boolean stopAsked;
    private LimitHits hits = LimitHits.NONE;
    private long hitsTold;
    /// of the run in course or the last one; completed when its process has ended and all is tidied up
    private CompletableFuture<@Nullable Void> ended = CompletableFuture.completedFuture(null);
    private CompletableFuture<@Nullable Void> tidied = CompletableFuture.completedFuture(null);

    Container(ContainerRecord record, ContainerState state, Parts parts) {
        this.record = record;
        this.state = state;
        this.events = parts.events();
        this.networks = parts.networks();
    }

    ContainerRecord record() {
        return record;
    }

    /// It is kept otherwise now; listeners are told. The caller holds the lock.
    void changed(ContainerRecord now) {
        record = now;
        events.container(info());
    }

    String id() {
        return record.id();
    }

    String name() {
        return record.spec().name();
    }

    ContainerInfo info() {
        lock.lock();
        try {
            RunRecord r = run;
            boolean runs = r != null && state != ContainerState.STOPPED && state != ContainerState.DELETING;
            return new ContainerInfo(
                    id(),
                    record.spec(),
                    record.owner(),
                    state,
                    runs && r != null ? r.pid() : 0,
                    record.created(),
                    runs && r != null ? r.started() : 0,
                    exitCode,
                    reason,
                    networks.addresses(record),
                    record.lab(),
                    record.node(),
                    hits);
        } finally {
            lock.unlock();
        }
    }

    ContainerState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Moves on; false where that is no legal move from the present state (somebody was quicker).
    boolean become(ContainerState next) {
        lock.lock();
        try {
            if (!LifeCycle.mayFollow(state, next)) {
                return false;
            }
            state = next;
            events.container(info());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Claims it for a verb by moving it to a passing state. Throws STATE where the verb is not legal now.
    void claim(Verb verb, ContainerState passing) throws EngineException {
        lock.lock();
        try {
            require(verb);
            if (!become(passing)) {
                throw illegal(verb);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Throws STATE where the verb is not legal now.
    void require(Verb verb) throws EngineException {
        if (!LifeCycle.allows(state(), verb)) {
            throw illegal(verb);
        }
    }

    private EngineException illegal(Verb verb) {
        return new EngineException(
                Kind.STATE, Map.of("id", id(), "name", name(), "state", state().name(), "verb", verb.name()));
    }

    /// A run begins (or is found at the engine's start): what is known of it. Listeners are told by
    /// [#become].
    void began(RunRecord record, Fd processFd) {
        lock.lock();
        try {
            run = record;
            pidfd = processFd;
            exitCode = null;
            reason = null;
            stopAsked = false;
            hits = LimitHits.NONE;
            hitsTold = 0;
            ended = new CompletableFuture<>();
            tidied = new CompletableFuture<>();
        } finally {
            lock.unlock();
        }
    }

    /// The run is over. The state follows by [#become].
    void over(@Nullable Integer code, @Nullable String why) {
        lock.lock();
        try {
            exitCode = code;
            reason = why;
            Fd fd = pidfd;
            pidfd = null;
            if (fd != null) {
                fd.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Uses the pidfd under the lock, so that it is not closed meanwhile; false when there is none any
    /// more.
    boolean withPidfd(PidfdAction action) throws java.io.IOException {
        lock.lock();
        try {
            Fd fd = pidfd;
            if (fd == null) {
                return false;
            }
            action.run(fd);
            return true;
        } finally {
            lock.unlock();
        }
    }

    interface PidfdAction {
        void run(Fd pidfd) throws java.io.IOException;
    }

    @Nullable
    RunRecord run() {
        lock.lock();
        try {
            return run;
        } finally {
            lock.unlock();
        }
    }

    /// How often it has met its limits. What is new is told at once, and then not again for some seconds: one that
    /// is held back by a limit meets it all the time.
    void met(LimitHits now, long nanos) {
        lock.lock();
        try {
            LimitHits told = hits;
            boolean quiet = hitsTold != 0 && nanos - hitsTold < HITS_PAUSE;
            if (!now.equals(told) && !quiet) {
                hits = now;
                hitsTold = nanos;
                events.container(info());
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last of this run, told with its end.
    void metAtLast(LimitHits now) {
        lock.lock();
        try {
            hits = now;
        } finally {
            lock.unlock();
        }
    }

    void askedToStop() {
        lock.lock();
        try {
            stopAsked = true;
        } finally {
            lock.unlock();
        }
    }

    boolean stopAsked() {
        lock.lock();
        try {
            return stopAsked;
        } finally {
            lock.unlock();
        }
    }

    /// Completes when the run's process has ended and the state is STOPPED.
    CompletableFuture<@Nullable Void> ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// Completes when nothing of the last run is left in the kernel: cgroups, links.
    CompletableFuture<@Nullable Void> tidied() {
        lock.lock();
        try {
            return tidied;
        } finally {
            lock.unlock();
        }
    }
}
