package org.darsena.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Creates a container, starts it, shows what it writes, and ends as its program does.
@Command
final class RunCommand implements Callable<Integer>, Commands.TakesProgram {
    private static final int STOP_SECONDS = 5;

    private final Run run;

    @Mixin
    final SpecOptions options = new SpecOptions();

    @Option(names = "--rm")
    boolean remove;

    @Option(names = {"-d", "--detach"})
    boolean detach;

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
        ContainerSpec spec = Programs.spec(run, options, name, program);
        Helper helper = run.helper();
        var ended = new Ended();
        try (var _ = helper.listen(ended)) {
            String id = String.valueOf(
                    new Waiting(run).until(helper.create(spec, false)).get("container"));
            ended.watch(id);
            start(id);
            // it may have ended before this program knew whom to watch
            helper.containers().forEach(ended::container);
            if (detach) {
                run.out().println(id);
                return Exit.OK;
            }
            return follow(id, ended);
        }
    }

    /// What does not start is taken away again: it is of no use to anyone.
    private void start(String id) {
        try {
            new Waiting(run).until(run.helper().act(id, Helper.Action.START, Map.of()));
        } catch (HelperException e) {
            if (!e.error().equals(HelperException.BROKEN)) {
                discard(id);
            }
            throw e;
        } catch (CommandException e) {
            discard(id);
            throw e;
        }
    }

    private int follow(String id, Ended ended) throws Exception {
        var asked = new AtomicInteger();
        Runnable stop = () -> interrupt(id, asked.incrementAndGet());
        try (var _ = run.around().signals().on("INT", stop);
                var _ = run.around().signals().on("TERM", stop)) {
            new LogFollower(run, id, run.out()::write).follow(ended.last::isDone);
            ContainerView last = Waiting.result(ended.last);
            if (last.exitCode() < 0 || last.reason().equals("oom")) {
                run.say(last.name() + ": " + run.sentences().reason(last));
            }
            return last.exitCode() >= 0 ? last.exitCode() : Exit.FAILED;
        } finally {
            if (remove) {
                discard(id);
            }
        }
    }

    /// The first Ctrl-C asks it to end, the second does not ask.
    private void interrupt(String id, int times) {
        if (times == 1) {
            run.helper().act(id, Helper.Action.STOP, Map.of("seconds", STOP_SECONDS));
        } else {
            run.helper().act(id, Helper.Action.KILL, Map.of("signal", "KILL"));
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
        private volatile String id = "";

        void watch(String container) {
            id = container;
        }

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
                last.completeExceptionally(new HelperException(
                        org.darsena.api.Errors.NOT_FOUND, Map.of("what", "container", "name", gone)));
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
