package org.darsena.runtime.container;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Verb;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.cgroup.ContainerCgroup;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.stage.Running;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;

/// Start, stop, kill, freeze and thaw of one container. Before each the kernel is asked how it stands.
final class Verbs {
    private static final Duration FREEZE_LIMIT = Duration.ofSeconds(5);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration TIDY_LIMIT = Duration.ofSeconds(15);

    private final Parts parts;
    private final Launch launch;
    private final Ends ends;

    /// Of two containers with a cable between them, the one that runs later lays it: they must not start at once.
    private final ReentrantLock cables = new ReentrantLock();

    Verbs(Parts parts, Launch launch, Ends ends) {
        this.parts = parts;
        this.launch = launch;
        this.ends = ends;
    }

    private ContainerCgroup cgroup(Container c) {
        return parts.cgroups().of(c.id());
    }

    /// Makes the state agree with the kernel: a process that is gone is waited for, one that somebody else
    /// froze or thawed is seen.
    void refresh(Container c) throws EngineException {
        ContainerState state = c.state();
        RunRecord run = c.run();
        if (run == null || (state != ContainerState.RUNNING && state != ContainerState.FROZEN)) {
            return;
        }
        if (!parts.proc().lives(run.pid(), run.startTicks())) {
            await(c.ended(), KILL_LIMIT); // its end is on the way to us
            return;
        }
        boolean frozen = cgroup(c).frozen();
        if (frozen && state == ContainerState.RUNNING) {
            c.become(ContainerState.FROZEN);
        } else if (!frozen && state == ContainerState.FROZEN) {
            c.become(ContainerState.RUNNING);
        }
    }

    void start(Container c, Progress progress) throws EngineException {
        start(c, Attachments.NONE, progress);
    }

    /// @param attachments in place of those it was made with
    void start(Container c, Attachments attachments, Progress progress) throws EngineException {
        refresh(c);
        c.claim(Verb.START, ContainerState.STARTING);
        boolean cabled = c.record.spec().networks().stream().anyMatch(n -> n.type() == NetworkSpec.Type.PAIR);
        if (!cabled) {
            startClaimed(c, attachments, progress);
            return;
        }
        cables.lock();
        try {
            startClaimed(c, attachments, progress);
        } finally {
            cables.unlock();
        }
    }

    private void startClaimed(Container c, Attachments attachments, Progress progress) throws EngineException {
        Running running;
        try {
            await(c.tidied(), TIDY_LIMIT);
            running = launch.start(c, attachments, progress);
        } catch (IOException e) {
            throw failed(c, Failures.of(e));
        } catch (EngineException e) {
            throw failed(c, e);
        } catch (RuntimeException | Error e) {
            failed(c, new EngineException(Kind.FAILED, Map.of("detail", String.valueOf(e.getMessage())), e));
            throw e;
        }
        c.become(ContainerState.RUNNING);
        launch.sample(c); // before its end can be heard of
        ends.follow(c, running);
    }

    private static EngineException failed(Container c, EngineException e) {
        c.over(null, e.kind() == Kind.CANCELLED ? null : "start-failed");
        c.become(ContainerState.STOPPED);
        c.ended().complete(null);
        c.tidied().complete(null);
        return e;
    }

    /// Its stop signal, then after `seconds` the end of everything in it.
    void stop(Container c, @Nullable Integer seconds, Progress progress) throws EngineException {
        refresh(c);
        c.claim(Verb.STOP, ContainerState.STOPPING);
        c.askedToStop();
        String signal = stopSignal(c);
        int wait = seconds == null ? c.record.spec().process().stopSeconds() : seconds;
        if (wait > 0) {
            progress.step(
                    0.1, "stop.signal", Map.of("name", c.name(), "signal", signal, "seconds", String.valueOf(wait)));
            letGo(c); // a frozen one would not hear it
            if (ask(c, Signals.number(signal), Duration.ofSeconds(wait))) {
                return;
            }
        }
        progress.step(0.9, "stop.kill", Map.of("name", c.name()));
        send(c, Linux.SIGKILL);
        letGo(c);
        if (!ended(c, KILL_LIMIT)) {
            throw new EngineException(
                    Kind.FAILED,
                    Map.of("detail", "it does not end: " + cgroup(c).pids()));
        }
    }

    /// The one it names, or what the program that runs as its first process takes for that.
    private String stopSignal(Container c) {
        String named = c.record.spec().process().stopSignal();
        RunRecord run = c.run();
        return !named.equals(ProcessSpec.AUTO) || run == null
                ? named
                : Init.running(parts.proc(), run.pid()).stopSignal();
    }

    /// Sends a signal and waits for the end. An init that has only just been executed would not notice it.
    private boolean ask(Container c, int signal, Duration limit) throws EngineException {
        long until = System.nanoTime() + limit.toNanos();
        RunRecord run = c.run();
        while (run != null && c.record.spec().boots() && !Init.hears(parts.proc(), run.pid(), signal)) {
            if (ended(c, Duration.ofMillis(20))) {
                return true;
            }
            if (until - System.nanoTime() < limit.toNanos() / 2) {
                break; // it may be deaf to it, but has to be asked
            }
        }
        send(c, signal);
        return ended(c, Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }

    /// For who stopped it: nobody answers under its address any more. A network namespace that died answers for up to
    /// 220 ms.
    void unplug(Container c) throws EngineException {
        await(c.tidied(), TIDY_LIMIT);
        try {
            parts.networks().settle(c.id());
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private static boolean ended(Container c, Duration limit) throws EngineException {
        try {
            c.ended().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, Map.of(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for what is about to happen anyway; FAILED if it takes too long.
    static void await(CompletableFuture<@Nullable Void> future, Duration limit) throws EngineException {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, Map.of(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EngineException(Kind.FAILED, Map.of("detail", "its last end is not tidied up yet"), e);
        }
    }

    private void send(Container c, int signal) throws EngineException {
        try {
            c.withPidfd(fd -> parts.kernel().pidfdSignal(fd, signal));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ESRCH) { // it has just ended by itself
                throw Failures.of(e);
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private void letGo(Container c) throws EngineException {
        try {
            if (cgroup(c).frozen()) {
                cgroup(c).thaw();
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENODEV) { // it has just ended by itself
                throw Failures.of(e);
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    void kill(Container c, String signal) throws EngineException {
        int number = Signals.number(signal);
        refresh(c);
        c.require(Verb.KILL);
        send(c, number);
        if (number == Linux.SIGKILL) {
            letGo(c); // with cgroup v1 a frozen process dies only when thawed
        }
    }

    void freeze(Container c) throws EngineException {
        refresh(c);
        c.lock.lock();
        try {
            c.require(Verb.FREEZE);
            if (!cgroup(c).freeze(FREEZE_LIMIT)) {
                throw new EngineException(Kind.FAILED, Map.of("detail", "not frozen within " + FREEZE_LIMIT));
            }
            c.become(ContainerState.FROZEN);
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            c.lock.unlock();
        }
    }

    void thaw(Container c) throws EngineException {
        refresh(c);
        c.lock.lock();
        try {
            c.require(Verb.THAW);
            cgroup(c).thaw();
            c.become(ContainerState.RUNNING);
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            c.lock.unlock();
        }
    }
}
