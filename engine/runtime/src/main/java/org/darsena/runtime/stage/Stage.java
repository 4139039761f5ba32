package org.darsena.runtime.stage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;

/// The engine's hand on the C launcher. One per process; thread-safe.
///
/// A call reads the answers to its own request itself, blocking in recvmsg(2), so it wants a platform thread: news by
/// way of another thread would cost two more wake-ups each. From the start of the command on, the one watcher thread
/// listens. Closing it ends `stage` and the watcher; monitors and containers run on.
public final class Stage implements AutoCloseable {
    private final Kernel kernel;
    private final Launcher launcher;
    private final Watcher watcher;

    /// Prepares the launcher; the process itself starts with the first request and again whenever it has died.
    public Stage(Kernel kernel) throws IOException {
        this.kernel = kernel;
        this.launcher = new Launcher(kernel);
        this.watcher = new Watcher(kernel);
        watcher.start();
    }

    /// Makes a container or exec up to the point before its command; for plans with `waitForGo`.
    /// Throws [StageException] with the failed operation; then nothing is left of it.
    public Prepared prepare(StagePlan plan) throws IOException {
        Prepared prepared = begin(plan);
        prepared.awaitReady();
        return prepared;
    }

    /// As [#prepare], but returns as soon as the process and its namespaces exist, while the rest is being made:
    /// for wiring meanwhile. What fails later is told by [Prepared#awaitReady] and [Prepared#go].
    public Prepared begin(StagePlan plan) throws IOException {
        if (!plan.waitsForGo()) {
            throw new IllegalArgumentException("this plan does not wait: use start");
        }
        return request(plan);
    }

    /// Runs a plan up to the execve(2) of its command.
    public Running start(StagePlan plan) throws IOException {
        try (Prepared prepared = request(plan)) {
            return started(plan, prepared);
        }
    }

    private static Running started(StagePlan plan, Prepared prepared) throws IOException {
        return plan.waitsForGo() ? prepared.go() : prepared.awaitStart();
    }

    /// As [#start] for plans with [StdioPlan.Terminal]: also the terminal's master, which the caller owns.
    public WithTerminal startWithTerminal(StagePlan plan) throws IOException {
        try (Prepared prepared = request(plan)) {
            Running running = started(plan, prepared);
            return new WithTerminal(running, prepared.takeTerminal().orElseThrow());
        }
    }

    /// A running process and the master of its terminal.
    public record WithTerminal(Running running, Fd terminal) {}

    /// Runs a [PinPlan]; returns when both namespaces are pinned.
    public void pin(StagePlan plan) throws IOException {
        Asked asked = ask(plan);
        asked.made.pidfd().close();
        asked.reply.await(asked.reply.prepared);
    }

    /// A process that does nothing but hold new namespaces, CLONE_NEW* bits, until it is closed.
    Prepared hold(int namespaces) throws IOException {
        return request(new StagePlan(List.of(new StageOp.Clone(namespaces, null), new StageOp.Cgroup(null))));
    }

    /// Completes (on the watcher's thread) when the process of `pidfd` has ended: for containers and monitors
    /// adopted after a restart. The descriptor is duplicated.
    public CompletableFuture<@Nullable Void> ended(Fd pidfd) throws IOException {
        CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
        watcher.watch(kernel.dup(pidfd), () -> {
            future.complete(null);
            return false;
        });
        return future;
    }

    /// The launcher's pid (starts it if it does not run); for `doctor` and tests.
    public int launcherPid() throws IOException {
        return launcher.pid();
    }

    private Prepared request(StagePlan plan) throws IOException {
        Asked asked = ask(plan);
        return new Prepared(kernel, watcher, asked.reply, asked.made);
    }

    private record Asked(Reply reply, Reply.Made made) {}

    /// Sends the plan and waits until its process exists. A launcher that died over it is asked once more: either it
    /// had made nobody, or who was made ended with its monitor, since nothing lives on before GO.
    private Asked ask(StagePlan plan) throws IOException {
        try {
            return askOnce(plan);
        } catch (StageException e) {
            if (e.errno() != Errno.ECHILD || e.index() >= 0) {
                throw e;
            }
            return askOnce(plan);
        }
    }

    private Asked askOnce(StagePlan plan) throws IOException {
        StagePlan.Encoded encoded = plan.encode();
        try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_SEQPACKET)) {
            launcher.send(encoded, pair.second());
            pair.second().close(); // the monitor has it: with ours open its death could not be seen
            Reply reply = new Reply(kernel, kernel.dup(pair.first()));
            pair.first().close();
            return new Asked(reply, reply.await(reply.cloned));
        }
    }

    @Override
    public void close() {
        watcher.close();
        launcher.close();
    }
}
