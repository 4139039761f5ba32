package org.darsena.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.text.Amounts;
import org.darsena.model.container.ContainerState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows figures of running containers, once a second.
@Command
final class StatsCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 10;
    private static final String HOME_AND_CLEAR = "\033[H\033[J";

    private final Run run;
    private boolean headed;

    @Parameters(arity = "0..*", paramLabel = "NAME", descriptionKey = "p.container")
    List<String> names = List.of();

    @Option(names = "--no-stream")
    boolean once;

    @Option(names = "--json")
    boolean json;

    StatsCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        Helper helper = run.helper();
        List<String> wanted =
                names.stream().map(n -> running(run.find().container(n))).toList();
        // a tick that nobody waits for is of no use: the next one comes in a second
        var ticks = new SynchronousQueue<Helper.Tick>();
        try (var _ = helper.watch(ticks::offer)) {
            do {
                Helper.Tick tick = ticks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (tick == null) {
                    throw silence(helper);
                }
                List<Row> rows = rows(tick, wanted);
                if (rows.isEmpty() && !wanted.isEmpty() && over(wanted)) {
                    return Exit.OK;
                }
                show(rows);
            } while (!once);
        }
        return Exit.OK;
    }

    private static HelperException silence(Helper helper) {
        return helper.connection().connected()
                ? new HelperException(
                        HelperException.BROKEN, Map.of("what", "slow", "seconds", Integer.toString(PATIENCE_SECONDS)))
                : new HelperException(HelperException.BROKEN, Map.of());
    }

    private String running(ContainerView container) {
        if (container.state() == ContainerState.STOPPED) {
            throw new CommandException(Exit.FAILED, run.text("cli.not-running", "name", container.name()));
        }
        return container.subject();
    }

    /// Whether all that was asked for has ended.
    private boolean over(List<String> wanted) {
        return run.helper().containers().stream()
                .noneMatch(c -> wanted.contains(c.subject()) && c.state() != ContainerState.STOPPED);
    }

    private record Row(ContainerView container, Helper.Sample sample) {}

    private List<Row> rows(Helper.Tick tick, List<String> wanted) {
        var bySubject = new HashMap<String, Helper.Sample>();
        for (int i = 0; i < tick.subjects().size(); i++) {
            bySubject.put(tick.subjects().get(i), tick.rows().get(i));
        }
        var rows = new ArrayList<Row>();
        for (ContainerView c : run.helper().containers()) {
            Helper.Sample sample = bySubject.get(c.subject());
            if (sample != null && (wanted.isEmpty() || wanted.contains(c.subject()))) {
                rows.add(new Row(c, sample));
            }
        }
        return rows;
    }

    private void show(List<Row> rows) {
        if (json) {
            JsonOut.Content content = out -> {
                out.writeStartArray();
                for (Row row : rows) {
                    JsonOut.sample(out, row.container(), row.sample());
                }
                out.writeEndArray();
            };
            run.out().print(once ? JsonOut.document(content) : JsonOut.line(content));
        } else {
            boolean inPlace = !once && run.terminal().outputIsTerminal();
            List<String> lines = table(rows).lines();
            List<String> news = inPlace || !headed ? lines : lines.subList(1, lines.size());
            headed = true;
            run.out().print(inPlace ? HOME_AND_CLEAR : "");
            news.forEach(line -> run.out().print(line + "\n"));
        }
        run.out().flush();
    }

    private Table table(List<Row> rows) {
        Amounts amounts = run.amounts();
        var table = new Table(
                Set.of(2, 3, 4, 5, 6, 7, 8, 9, 10),
                Table.heads(
                        run,
                        "id",
                        "name",
                        "cpu",
                        "memory",
                        "limit",
                        "received",
                        "sent",
                        "pids",
                        "oom",
                        "throttled",
                        "refused"));
        for (Row row : rows) {
            ContainerView c = row.container();
            Helper.Sample s = row.sample();
            table.row(
                    c.id(),
                    c.name(),
                    amounts.cpu(s.cpu()).toString(),
                    amounts.bytes(s.memory()).toString(),
                    c.memoryLimit() == 0
                            ? Amounts.NONE
                            : amounts.bytes((double) c.memoryLimit()).toString(),
                    amounts.rate(s.received()).toString(),
                    amounts.rate(s.sent()).toString(),
                    amounts.decimal(s.pids(), 0),
                    String.valueOf(c.hits().oomKills()),
                    String.valueOf(c.hits().throttled()),
                    String.valueOf(c.hits().pidsRefused()));
        }
        return table;
    }
}
