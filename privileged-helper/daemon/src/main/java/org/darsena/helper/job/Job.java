package org.darsena.helper.job;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.darsena.helper.auth.Cancellation;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.runtime.Engine;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// One piece of work that a client asked for.
///
/// Threads: any.
public final class Job {
    /// Where a job stands; each but the first two is an end.
    public enum State {
        /// for its authorisation
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this != WAITING && this != RUNNING;
        }

        /// As on the bus.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final long id;
    private final Caller asker;
    private final String kind;
    private final String target;
    private final JobListener listener;
    private final Steps steps;
    private final AtomicReference<Engine.@Nullable Session> session = new AtomicReference<>();
    private final AtomicReference<@Nullable FileDescriptor> terminal = new AtomicReference<>();
    private final List<Runnable> hooks = new ArrayList<>();
    private State state = State.WAITING;
    private boolean cancelled;
    private boolean abandoned;

    Job(long id, Caller asker, String kind, String target, JobListener listener, Steps.Clock clock) {
        this.id = id;
        this.asker = asker;
        this.kind = kind;
        this.target = target;
        this.listener = listener;
        this.steps = new Steps(clock, (fraction, step, args) -> listener.progress(this, fraction, step, args));
    }

    public long id() {
        return id;
    }

    public Caller asker() {
        return asker;
    }

    /// `create`, `start`, `exec`, `up` …
    public String kind() {
        return kind;
    }

    /// Name of the container or lab.
    public String target() {
        return target;
    }

    public synchronized State state() {
        return state;
    }

    /// The course of the work, for the engine.
    public Engine.Progress progress() {
        return new Engine.Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> args) {
                steps.step(fraction, step, args);
            }

            @Override
            public boolean cancelled() {
                return Job.this.cancelled();
            }
        };
    }

    /// The last step heard of.
    public Steps.Step step() {
        return steps.last();
    }

    void running() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.RUNNING;
        }
        listener.changed(this);
    }

    /// The process of an exec runs and can be spoken to. Its terminal is kept for whoever asked, beyond the
    /// process's end: what it said last is still to be read there.
    public void started(Engine.Session process) {
        terminal.set(process.terminal());
        session.set(process);
        listener.started(this);
    }

    /// The process of an exec; null before it runs, and of other jobs.
    public Engine.@Nullable Session session() {
        return session.get();
    }

    /// The terminal of an exec, once; the caller closes it.
    public @Nullable FileDescriptor takeTerminal() {
        return terminal.getAndSet(null);
    }

    /// Closes the terminal if nobody has taken it.
    void dropTerminal() {
        FileDescriptor left = takeTerminal();
        if (left != null) {
            try {
                new FileOutputStream(left).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Ends it; only the first end counts, and is told.
    boolean end(@Nullable Refusal failure, State how, Map<String, Variant<?>> result) {
        synchronized (this) {
            if (state.ended()) {
                return false;
            }
            state = how;
            hooks.clear();
        }
        steps.end();
        listener.completed(this, failure, result);
        listener.changed(this);
        return true;
    }

    /// Asks it to stop; what has been done is undone by whoever does it.
    public void cancel() {
        List<Runnable> now;
        synchronized (this) {
            if (cancelled || state.ended()) {
                return;
            }
            cancelled = true;
            now = List.copyOf(hooks);
            hooks.clear();
        }
        now.forEach(Runnable::run);
    }

    /// Its asker has left: nobody is asked on its behalf any more. What was allowed already goes on.
    void abandon() {
        List<Runnable> now;
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            abandoned = true;
            now = List.copyOf(hooks);
            hooks.clear();
        }
        now.forEach(Runnable::run);
    }

    public synchronized boolean cancelled() {
        return cancelled;
    }

    private synchronized boolean unanswerable() {
        return cancelled || abandoned;
    }

    /// Whether its authorisation is still waited for.
    public Cancellation authorisation() {
        return new Cancellation() {
            @Override
            public boolean cancelled() {
                return unanswerable();
            }

            @Override
            public Hook onCancel(Runnable hook) {
                return hook(Job.this::unanswerable, hook);
            }
        };
    }

    /// Runs `hook` when it is cancelled, or at once if it has been. Closing takes the hook away.
    public Cancellation.Hook onCancel(Runnable hook) {
        return hook(this::cancelled, hook);
    }

    private Cancellation.Hook hook(BooleanSupplier already, Runnable hook) {
        synchronized (this) {
            if (!already.getAsBoolean()) {
                hooks.add(hook);
                return () -> {
                    synchronized (this) {
                        hooks.remove(hook);
                    }
                };
            }
        }
        hook.run();
        return () -> {};
    }

    @Override
    public String toString() {
        return "job " + id + " " + kind + " " + target;
    }
}
