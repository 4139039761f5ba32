package org.darsena.runtime.container;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.Running;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears of the end of every run: of those we started by their monitor's word, of those we found running by
/// their monitor's end and the note it left.
final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private static final Duration GONE_LIMIT = Duration.ofSeconds(5);
    private static final CompletableFuture<@Nullable Void> GONE = CompletableFuture.completedFuture(null);

    private static final long SHORTEST_RUN = 1000;

    private final Parts parts;
    private final Consumer<Container> again;

    /// @param again starts one that rebooted
    Ends(Parts parts, Consumer<Container> again) {
        this.parts = parts;
        this.again = again;
    }

    /// Follows a run that this engine started.
    void follow(Container c, Running running) {
        var _ = running.exit()
                .whenComplete((exit, error) -> parts.background().execute(() -> {
                    if (exit != null) {
                        over(c, How.of(parts, c, exit.code(), exit.signal()), running.gone());
                    } else {
                        LOG.warn("the monitor of {} is gone", c.id(), error);
                        orphaned(c);
                    }
                    running.close();
                }));
    }

    /// Follows a run that was found at the start of this engine.
    void followFound(Container c, RunRecord run) throws IOException {
        Fd monitor = open(run.monitor(), run.monitorTicks());
        if (monitor == null) {
            orphaned(c);
            return;
        }
        try (monitor) {
            var _ = parts.stage()
                    .ended(monitor)
                    .thenRun(() -> parts.background().execute(() -> orphaned(c)));
        }
    }

    /// The process, if it is still the one that was noted; null otherwise.
    private @Nullable Fd open(int pid, long ticks) {
        try {
            Fd fd = parts.kernel().pidfdOpen(pid);
            if (parts.proc().lives(pid, ticks)) { // looked at after the descriptor holds it
                return fd;
            }
            fd.close();
        } catch (IOException e) {
            // ESRCH: gone
        }
        return null;
    }

    /// The monitor has ended: it left a note, or it was killed. In that case the container may run on.
    private void orphaned(Container c) {
        Optional<ExitNote> note = ExitNote.read(parts.store().exitFile(c.id()));
        if (note.isPresent()) {
            ExitNote n = note.get();
            over(c, How.of(parts, c, n.code(), n.signal()), GONE);
            return;
        }
        RunRecord run = c.run();
        Fd init = run == null ? null : open(run.pid(), run.startTicks());
        if (run == null || init == null) {
            over(c, How.LOST, GONE);
            return;
        }
        try (init) {
            var _ = parts.stage().ended(init).thenRun(() -> parts.background().execute(() -> over(c, How.LOST, GONE)));
        } catch (IOException e) {
            LOG.error("cannot watch process {} of {}", run.pid(), c.id(), e);
        }
    }

    /// What is left is tidied up after the state is told, so that nobody waits for it who does not need to.
    private void over(Container c, How how, CompletableFuture<@Nullable Void> gone) {
        HitWatch.last(parts, c);
        RunRecord run = c.run();
        c.over(how.code(), how.reason());
        c.become(ContainerState.STOPPED);
        c.ended().complete(null);
        try {
            new Tidy(parts).after(c.record);
            Verbs.await(gone, GONE_LIMIT);
        } catch (EngineException e) {
            LOG.warn("the monitor of {} does not end", c.id(), e);
        } finally {
            c.tidied().complete(null);
        }
        if (how.reboots() && !c.stopAsked() && run != null) {
            again(c, run);
        }
    }

    /// Boots it again, but no more than once a second: one that does nothing else must not keep the machine busy.
    private void again(Container c, RunRecord run) {
        try {
            Thread.sleep(Math.clamp(run.started() + SHORTEST_RUN - System.currentTimeMillis(), 0, SHORTEST_RUN));
            again.accept(c);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
