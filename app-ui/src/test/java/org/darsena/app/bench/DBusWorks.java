package org.darsena.app.bench;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.darsena.app.client.BusAddress;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.DBusHelper;
import org.darsena.app.client.Helper;
import org.darsena.app.client.Job;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.ProcessSpec;
import org.jspecify.annotations.Nullable;

/// Works through a helper on a bus, measured as a client sees them: `start` (a default container), `start-lo` (without
/// network), `exec`; and, as a program, containers for the window's list.
public final class DBusWorks implements ToDoubleFunction<String>, AutoCloseable {
    private static final int LIMIT = 60;

    private final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
    private final Helper helper;
    private @Nullable String running;
    private int count;

    public DBusWorks(String bus) {
        helper = DBusHelper.open(BusAddress.of(bus));
        helper.listen(new Helper.Listener() {
            @Override
            public void container(ContainerView now) {
                if (now.state() == ContainerState.STOPPED && now.exitCode() >= 0) { // -1: not yet started
                    stopped.add(now.id());
                }
            }
        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (!helper.connection().connected()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "no helper on " + bus, helper.connection().why());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `BUS NUMBER`: that many containers that sleep.
    public static void main(String[] args) throws Exception {
        try (var works = new DBusWorks(args[0])) {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                works.make(works.spec(true, "sleep", "1000000"));
            }
        }
        System.exit(0);
    }

    @Override
    public double applyAsDouble(String work) {
        try {
            return switch (work) {
                case "start" -> start(true);
                case "start-lo" -> start(false);
                case "exec" -> exec();
                default -> throw new IllegalArgumentException(work);
            };
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(work, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(work, e);
        }
    }

    private double start(boolean network) throws InterruptedException, ExecutionException, TimeoutException {
        ContainerSpec spec = spec(network, "true");
        long start = System.nanoTime();
        String id = make(spec);
        String ended;
        do {
            ended = stopped.poll(LIMIT, TimeUnit.SECONDS);
            if (ended == null) {
                throw new IllegalStateException(id + " does not end");
            }
        } while (!ended.equals(id));
        double millis = (System.nanoTime() - start) / 1e6;
        await(helper.act(id, Helper.Action.DELETE, Map.of()));
        return millis;
    }

    private double exec() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        if (running == null) {
            running = make(spec(false, "sleep", "1000000"));
        }
        String id = running;
        long start = System.nanoTime();
        try (var in = new FileInputStream("/dev/null");
                var out = new FileOutputStream("/dev/null");
                var err = new FileOutputStream("/dev/null")) {
            Object exit = await(helper.exec(
                            id,
                            ProcessSpec.of(List.of("true")),
                            new Helper.Stdio(in.getFD(), out.getFD(), err.getFD())))
                    .get("exit");
            if (!Integer.valueOf(0).equals(exit)) {
                throw new IllegalStateException("true ended with " + exit);
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private String make(ContainerSpec spec) throws InterruptedException, ExecutionException, TimeoutException {
        return String.valueOf(await(helper.create(spec, true)).get("container"));
    }

    private static Map<String, Object> await(Job job)
            throws InterruptedException, ExecutionException, TimeoutException {
        return job.done().get(LIMIT, TimeUnit.SECONDS);
    }

    private ContainerSpec spec(boolean network, String... argv) {
        ContainerSpec s = ContainerSpec.of("bus-" + ++count, List.of(argv));
        return network ? s : s.with(c -> c.networks = List.of());
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        if (running != null) {
            await(helper.act(running, Helper.Action.DELETE, Map.of("force", true)));
        }
        helper.close();
    }
}
