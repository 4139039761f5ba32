package org.darsena.app.cli;

import java.util.concurrent.Callable;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.model.container.ContainerState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a container wrote on its console.
@Command
final class LogsCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(paramLabel = "NAME", descriptionKey = "p.container")
    String name = "";

    @Option(names = {"-f", "--follow"})
    boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "LINES")
    int tail = -1;

    LogsCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        ContainerView container = run.find().container(name);
        var follower = new LogFollower(run, container.id(), run.out()::write);
        if (follow) {
            follower.follow(tail, () -> over(container.id()));
        } else {
            follower.copy(tail);
        }
        return Exit.OK;
    }

    /// A stopped container writes nothing more.
    private boolean over(String id) {
        Helper helper = run.helper();
        return !helper.connection().connected()
                || helper.containers().stream()
                        .filter(c -> c.id().equals(id))
                        .allMatch(c -> c.state() == ContainerState.STOPPED);
    }
}
