package org.darsena.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.model.json.OciBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs that are asked of several containers at once: `start stop restart kill freeze thaw rm`.
final class VerbCommands {
    private VerbCommands() {}

    /// One verb. All are asked first and waited for afterwards; one that fails does not keep the others
    /// from it.
    @Command
    static class Simple implements Callable<Integer> {
        final Run run;
        private final Action action;

        @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "p.container")
        List<String> names = List.of();

        Simple(Run run, Action action) {
            this.run = run;
            this.action = action;
        }

        Map<String, Object> options() {
            return Map.of();
        }

        /// Asks it of one of them.
        Job ask(ContainerView found, Map<String, Object> options) {
            return run.helper().act(found.id(), action, options);
        }

        @Override
        public Integer call() {
            Map<String, Object> options = options();
            int status = Exit.OK;
            var jobs = new LinkedHashMap<String, Job>();
            for (String name : names) {
                try {
                    ContainerView found = run.find().container(name);
                    jobs.computeIfAbsent(found.name(), _ -> ask(found, options));
                } catch (HelperException e) {
                    status = worse(status, run.failed(e));
                }
            }
            return worse(status, await(jobs));
        }

        private int await(Map<String, Job> jobs) {
            int status = Exit.OK;
            for (Job job : new ArrayList<>(jobs.values())) {
                try (var lines = run.terminal().errorIsTerminal() ? new StepLines(run) : null) {
                    new Waiting(run).until(() -> job, lines == null ? _ -> {} : lines);
                } catch (HelperException e) {
                    status = worse(status, run.failed(e));
                } catch (CommandException e) {
                    // Ctrl-C is meant for all of them
                    jobs.values().forEach(Job::cancel);
                    throw e;
                }
            }
            return status;
        }

        /// The first that went wrong.
        private static int worse(int before, int now) {
            return before == Exit.OK ? now : before;
        }
    }

    @Command
    static final class Start extends Simple {
        @Option(names = "--bundle", paramLabel = "DIR", descriptionKey = "start-bundle")
        @Nullable
        Path bundle;

        private Map<String, Object> attached = Map.of();

        @Option(names = "--remount")
        boolean remount;

        Start(Run run) {
            super(run, Action.START);
        }

        @Override
        Map<String, Object> options() {
            return attached;
        }

        @Override
        public Integer call() {
            if (bundle == null) {
                return super.call();
            }
            if (names.size() > 1) {
                throw new CommandException(Exit.USAGE, run.text("cli.bundle-one"));
            }
            OciBundle read = new Documents(run).bundle(bundle, names.getFirst());
            try (var files = new LentFiles()) {
                BundleFiles.open(files, run, bundle, read);
                attached = Map.of("attachments", files.byName());
                return super.call();
            }
        }

        /// With what its mounts show, opened anew; of one's own only, since the paths are its maker's.
        @Override
        Job ask(ContainerView found, Map<String, Object> options) {
            if (!remount) {
                return super.ask(found, options);
            }
            if (found.owner() != MountSources.uid()) {
                throw new CommandException(Exit.USAGE, run.text("cli.remount-others", "name", found.name()));
            }
            try (var files = new LentFiles()) {
                MountSources.again(files, run, found.id());
                Job job = super.ask(found, Map.of("attachments", files.byName()));
                new Waiting(run).until(() -> job, _ -> {});
                return job;
            }
        }
    }

    @Command
    static final class Stop extends Simple {
        @Option(
                names = {"-t", "--time"},
                paramLabel = "SECONDS")
        @Nullable
        Integer seconds;

        Stop(Run run) {
            super(run, Action.STOP);
        }

        @Override
        Map<String, Object> options() {
            return seconds == null ? Map.of() : Map.of("seconds", seconds);
        }
    }

    @Command
    static final class Restart extends Simple {
        Restart(Run run) {
            super(run, Action.RESTART);
        }
    }

    @Command
    static final class Kill extends Simple {
        @Option(
                names = {"-s", "--signal"},
                paramLabel = "SIGNAL")
        String signal = "KILL";

        Kill(Run run) {
            super(run, Action.KILL);
        }

        @Override
        Map<String, Object> options() {
            return Map.of("signal", signalName(signal));
        }
    }

    @Command
    static final class Remove extends Simple {
        @Option(names = {"-f", "--force"})
        boolean force;

        Remove(Run run) {
            super(run, Action.DELETE);
        }

        @Override
        Map<String, Object> options() {
            return force ? Map.of("force", true) : Map.of();
        }
    }

    /// `SIGTERM` and `term` are TERM.
    static String signalName(String word) {
        String upper = word.toUpperCase(java.util.Locale.ROOT);
        return upper.startsWith("SIG") ? upper.substring(3) : upper;
    }
}
