package org.darsena.helper.objects;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.darsena.api.Names;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Authority;
import org.darsena.helper.auth.Gate;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.BusException;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Callers;
import org.darsena.helper.bus.Incoming;
import org.darsena.helper.bus.Queues;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Jobs;
import org.darsena.runtime.Engine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The helper on a bus: everything put together.
///
/// Life cycle: made by [#open], which takes the name last, so that whoever finds the name finds the objects. Ends by
/// [#close]; when the bus goes away it says so to `gone`, serves nobody any more and is to be closed. It does not
/// connect again: a new helper is started by systemd or by the next client, and the containers run on meanwhile.
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock").factory());
    private final Gateway gateway = new Gateway();
    private final Bus bus;
    private final Queues queues;
    private final Callers callers;
    private final Subscribers subscribers;
    private final Watchers watchers;
    private final Sight sight = new Sight();
    private final Jobs jobs;
    private final AutoCloseable listening;
    private volatile long lastBusy = System.nanoTime();

    /// What the helper is made of.
    ///
    /// @param authority made once there is a connection to ask over
    /// @param version told to clients
    /// @param gone called once, from the bus's thread, when the bus goes away
    public record Setup(
            String address,
            Engine engine,
            Function<Bus, Authority> authority,
            Audit audit,
            String version,
            Consumer<String> gone) {}

    private Service(Setup setup) throws BusException {
        gateway.gone = setup.gone();
        bus = Bus.connect(setup.address(), gateway);
        callers = new Callers(bus);
        subscribers = new Subscribers(bus, sight, callers::here);
        jobs = new Jobs(new JobSignals(bus, subscribers), clock);
        Engine engine = setup.engine();
        Gate gate = new Gate(setup.authority().apply(bus));
        watchers = new Watchers(engine, bus, sight, callers::here);
        Props props = new Props(new Users());
        Targets targets = new Targets(engine, jobs, sight);
        View view = new View(engine, jobs, sight, targets, props);
        Table table = new Table(new Answers(
                new Answers.Parts(engine, gate, sight, targets, subscribers, watchers, view), setup.version()));
        Work work = new Work(bus, gate, jobs, targets, new Execution(engine, sight), setup.audit());
        Dispatcher dispatcher = new Dispatcher(bus, callers, gate, table, work, setup.audit());
        queues = new Queues(callers, dispatcher::serve, bus::refuse);
        Changes changes = new Changes(subscribers, props);
        listening = engine.listen(changes);
        changes.remember(engine);
    }

    /// Connects, gets ready, and takes the name.
    public static Service open(Setup setup) throws BusException {
        Service service = new Service(setup);
        service.gateway.service = service;
        try {
            service.bus.claim(Names.BUS);
        } catch (BusException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /// Seconds since there was last a call, a subscriber, a watcher or a job under way.
    public long idleSeconds() {
        if (!subscribers.none() || !watchers.none() || jobs.busy() > 0) {
            lastBusy = System.nanoTime();
        }
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lastBusy);
    }

    /// Takes no more calls, has the work under way undone, for at most `seconds`, and leaves the bus. Returns
    /// whether all of it was undone in time.
    public boolean close(long seconds) {
        queues.close();
        boolean all = false;
        try {
            all = jobs.close(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return all;
    }

    @Override
    public void close() {
        for (AutoCloseable part : List.of(listening, queues, jobs, watchers, bus, (AutoCloseable) clock::shutdownNow)) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("end of {}", part, e);
            }
        }
    }

    private void left(String uniqueName) {
        callers.left(uniqueName);
        subscribers.remove(uniqueName);
        sight.left(uniqueName);
        // what follows may take a lock of the engine's
        clock.execute(() -> {
            watchers.remove(uniqueName);
            jobs.left(uniqueName);
        });
    }

    private void call(Call call) {
        lastBusy = System.nanoTime();
        try {
            queues.put(call);
        } catch (Refusal e) {
            bus.refuse(call, e);
            call.close();
        }
    }

    /// Stands at the line before there is a service behind it.
    private static final class Gateway implements Incoming {
        private Consumer<String> gone = why -> {};
        private volatile @Nullable Service service;

        @Override
        public void call(Call call) {
            Service there = service;
            if (there == null) {
                // by unique name, before we have our own; whoever it is can try again
                call.close();
            } else {
                there.call(call);
            }
        }

        @Override
        public void left(String uniqueName) {
            Service there = service;
            if (there != null) {
                there.left(uniqueName);
            }
        }

        @Override
        public void gone(String why) {
            gone.accept(why);
        }
    }

    /// For tests: how many of what there are.
    Map<String, Integer> census() {
        return Map.of("jobs", jobs.busy(), "subscribers", subscribers.count());
    }
}
