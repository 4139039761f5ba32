package org.darsena.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.SeccompMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Creates a container, starts it, shows what it writes, and ends as its program does.
@Command
final class RunCommand implements Callable<Integer>, Commands.TakesProgram {
    private static final int STOP_SECONDS = 5;
    private static final int HUP = 1;
    private static final int TERM = 15;

    private final Run run;
    private int interrupts;
    private boolean unheeded;
    private boolean running;
    private @Nullable Job current;
    private int endedBy;

    @Mixin
    final SpecOptions options = new SpecOptions();

    @Option(names = "--rm")
    boolean remove;

    @Option(names = {"-d", "--detach"})
    boolean detach;

    @Option(
            names = {"-i", "--interactive"},
            descriptionKey = "p.run-interactive")
    boolean interactive;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", descriptionKey = "p.new")
    @Nullable
    String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PROGRAM", descriptionKey = "p.program")
    List<String> program = List.of();

    RunCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        if (remove && detach) {
            throw new CommandException(Exit.USAGE, run.text("cli.rm-detach"));
        }
        if (interactive && detach) {
            throw new CommandException(Exit.USAGE, run.text("cli.interactive-detach"));
        }
        ContainerSpec spec = Programs.spec(run, options, name, program);
        boolean learns = spec.security().seccomp() == SeccompMode.LEARN;
        if (learns && remove) {
            throw new CommandException(Exit.USAGE, run.text("cli.learn-rm"));
        }
        Helper helper = run.helper();
        Programs.tellNew(run, spec);
        var ended = new Ended();
        boolean attached = attached(spec);
        try (var _ = helper.listen(ended);
                var _ = run.around().signals().on("INT", () -> interrupt(ended, 0));
                var _ = run.around().signals().on("TERM", () -> interrupt(ended, attached ? TERM : 0));
                var _ = run.around().signals().on("HUP", () -> interrupt(ended, attached ? HUP : 0))) {
            start(attached ? Attached.idle(spec) : spec, ended);
            if (detach) {
                run.out().println(ended.id);
                return Exit.OK;
            }
            int status = attached ? attach(spec, ended) : follow(ended);
            if (learns) {
                run.say(run.text("cli.learned", "name", spec.name()));
            }
            return status;
        } catch (HelperException e) {
            if (Exit.isProgram(e)) {
                run.failed(e);
                return Exit.ofExec(e);
            }
            throw e;
        }
    }

    /// Whether somebody or something is to be read by the program: then it runs as `exec` would run it, with the
    /// descriptors of this program, for a container's own console can only be listened to.
    private boolean attached(ContainerSpec spec) {
        Terminal here = run.terminal();
        boolean given = !here.inputIsTerminal() && !here.inputIsNothing();
        return !detach
                && spec.process().reaper()
                && (interactive || spec.process().terminal() || given);
    }

    private int attach(ContainerSpec spec, Ended ended) {
        try {
            int status = new Execution(run).run(ended.id, Attached.process(spec, run));
            return endedBy > 0 ? 128 + endedBy : status;
        } finally {
            if (remove) {
                discard(ended.id);
            } else {
                stop(ended.id);
            }
        }
    }

    private void stop(String id) {
        if (new Attached(run).runs(id)) {
            try {
                Waiting.result(run.helper()
                        .act(id, Helper.Action.STOP, Map.of("seconds", 1))
                        .done());
            } catch (HelperException e) {
                run.failed(e);
            }
        }
    }

    /// What does not start is taken away again: it is of no use to anyone.
    private void start(ContainerSpec spec, Ended ended) {
        Helper helper = run.helper();
        try (var files = new LentFiles()) {
            options.open(files, run, spec);
            var all = files.byName();
            ended.id =
                    String.valueOf(until(() -> helper.create(spec, all, false)).get("container"));
        }
        try {
            until(() -> helper.act(ended.id, Helper.Action.START, Map.of()));
        } catch (HelperException e) {
            if (!e.error().equals(HelperException.BROKEN)) {
                discard(ended.id);
            }
            throw e;
        } catch (CommandException e) {
            discard(ended.id);
            throw e;
        }
        // it may have ended before this program knew whom to watch
        helper.containers().forEach(ended::container);
        runs(ended);
    }

    private Map<String, Object> until(Supplier<Job> begin) {
        Job job = begin.get();
        synchronized (this) {
            current = job;
            if (unheeded) {
                job.cancel();
            }
        }
        try {
            return Waiting.result(job.done());
        } catch (HelperException e) {
            if (Errors.CANCELLED.equals(e.error())) {
                throw new CommandException(Exit.INTERRUPTED, run.sentences().of(e));
            }
            throw e;
        }
    }

    /// Until it runs, an interrupt cancels what is under way; afterwards it stops the container.
    ///
    /// @param last number of the signal that says that nobody is at the other end any more; 0: none
    private synchronized void interrupt(Ended ended, int last) {
        interrupts++;
        endedBy = Math.max(endedBy, last);
        unheeded = true;
        if (running) {
            heed(ended);
        } else if (current != null) {
            current.cancel();
        }
    }

    /// Heeds what came too late to cancel the start.
    private synchronized void runs(Ended ended) {
        running = true;
        heed(ended);
    }

    /// The first Ctrl-C asks it to end, the second does not ask.
    private void heed(Ended ended) {
        if (!unheeded) {
            return;
        }
        unheeded = false;
        if (interrupts == 1 && endedBy == 0) {
            run.helper().act(ended.id, Helper.Action.STOP, Map.of("seconds", STOP_SECONDS));
        } else {
            run.helper().act(ended.id, Helper.Action.KILL, Map.of("signal", "KILL"));
        }
    }

    private int follow(Ended ended) throws Exception {
        try {
            new LogFollower(run, ended.id, run.out()::write).follow(ended.last::isDone);
            ContainerView last = Waiting.result(ended.last);
            if (last.exitCode() < 0 || last.reason().equals("oom")) {
                run.say(last.name() + ": " + run.sentences().reason(last));
            }
            return last.exitCode() >= 0 ? last.exitCode() : Exit.FAILED;
        } finally {
            if (remove) {
                discard(ended.id);
            }
        }
    }

    private void discard(String id) {
        try {
            Waiting.result(run.helper()
                    .act(id, Helper.Action.DELETE, Map.of("force", true))
                    .done());
        } catch (HelperException e) {
            run.failed(e);
        }
    }

    /// Waits for a new container to have run: it is stopped, and there is something to say of its end.
    private static final class Ended implements Helper.Listener {
        final CompletableFuture<ContainerView> last = new CompletableFuture<>();
        volatile String id = "";

        @Override
        public void container(ContainerView now) {
            boolean ran = now.exitCode() >= 0 || !now.reason().isEmpty();
            if (now.id().equals(id) && now.state() == ContainerState.STOPPED && ran) {
                last.complete(now);
            }
        }

        @Override
        public void containerGone(String gone) {
            if (gone.equals(id)) {
                last.completeExceptionally(
                        new HelperException(Errors.NOT_FOUND, Map.of("what", "container", "name", gone)));
            }
        }

        @Override
        public void connection(Helper.Connection now) {
            if (!now.connected()) {
                last.completeExceptionally(new HelperException(HelperException.BROKEN, Map.of()));
            }
        }
    }
}
