package org.darsena.runtime.bench;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.Engine.Progress;
import org.jspecify.annotations.Nullable;

/// `true` in a fresh container, from the wish to its end; and `true` in one that runs. Others' bundles lie ready in the
/// folder of property `bench.dir`: making them is not counted, while making our container is.
public final class StartBench {
    private static final String DIR = System.getProperty("bench.dir", "");

    private static final String NAT = "engine, default (NAT)";
    private static final String LIMIT = "engine open: limit, no network";
    private static final String BARE = "engine, no network";
    private static final String REMOVED = "engine, default, removed too";
    private static final int TURN = 10;
    private static final int WARM_TURNS = 10;
    private static final String BWRAP =
            "bwrap --unshare-all --die-with-parent --uid 0 --gid 0 --hostname bench --ro-bind /usr /usr"
                    + " --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --dir /etc --dir /var"
                    + " --proc /proc --dev /dev --tmpfs /tmp true";

    private @Nullable EngineBox box;
    private @Nullable Limit limit;

    private StartBench() {}

    /// `start`, `bus` or `exec`, then how many rounds.
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "start" -> new StartBench().starts(rounds);
            case "bus" -> new StartBench().bus(rounds);
            default -> new StartBench().execs(rounds);
        }
        System.exit(0); // the bus connection has threads of its own
    }

    /// In turns: ten rounds of ours, ten of the others with our engine closed, because an open one makes the kernel's
    /// moves between cgroups quicker for everybody. What crun gains by that is a row of its own.
    private void starts(int rounds) throws Exception {
        var race = new Race("start", "ms");
        race.countCpu();
        race.add(NAT, () -> once(race, true, REMOVED));
        race.add(BARE, () -> once(race, false, ""));
        race.add(LIMIT, () -> opened(limit).millis(), BARE);
        race.add("engine, writable root", () -> once(race, writable(), ""));
        race.add("engine open: crun", () -> oci("crun", "user"));
        race.add("crun", () -> oci("crun", "user"));
        race.add("crun, wired by ip", () -> oci("crun", "wired"));
        race.add("crun, no filter", () -> oci("crun", "bare"));
        race.add("crun, no user namespace", () -> oci("crun", "plain"));
        race.add("runc", () -> oci("runc", "user"));
        race.add(
                "lxc-start",
                () -> Spawn.millis("lxc-start", "-F", "-n", "bench", "-P", DIR + "/lxc", "-f", DIR + "/lxc/true"));
        race.add("bwrap", () -> Spawn.millis(BWRAP.split(" ")));
        for (int done = -WARM_TURNS * TURN; done < rounds; done += TURN) {
            if (done == 0) {
                race.forget();
            }
            try (var opened = new EngineBox();
                    var least = new Limit(Path.of(DIR), EngineBox.cgroupParent())) {
                box = opened;
                limit = least;
                once(race, true, REMOVED); // opens the way out and the image
                race.drop(REMOVED);
                race.rounds(TURN, name -> name.startsWith("engine"));
            }
            if (done >= -TURN) { // one warm turn is enough for who starts anew each time
                race.rounds(TURN, name -> !name.startsWith("engine"));
            }
        }
        race.print();
    }

    private static <T> T opened(@Nullable T box) {
        return Objects.requireNonNull(box, "no engine is open");
    }

    private ContainerSpec writable() {
        return opened(box).spec(true, "true").with(c -> c.root = ContainerSpec.Root.WRITABLE);
    }

    private double once(Race race, boolean network, String removed) throws Exception {
        return once(race, opened(box).spec(network, "true"), removed);
    }

    private double once(Race race, ContainerSpec spec, String removed) throws Exception {
        EngineBox engine = opened(box);
        long start = System.nanoTime();
        String id = engine.start(spec);
        engine.awaitEnd(id);
        double millis = Race.millisSince(start);
        engine.engine().delete(id, false, Progress.NONE);
        if (!removed.isEmpty()) {
            race.also(removed, Race.millisSince(start));
        }
        return millis;
    }

    /// The engine in this program and the same through a helper on a bus.
    private void bus(int rounds) throws Exception {
        ToDoubleFunction<String> bus = Objects.requireNonNull(DBus.works(), "bench.bus");
        try (var opened = new EngineBox()) {
            box = opened;
            var race = new Race("start", "ms");
            race.add("beside D-Bus: engine, default (NAT)", () -> once(race, true, ""));
            race.add("D-Bus, default (NAT)", () -> bus.applyAsDouble("start"));
            race.rounds(20, _ -> true);
            race.forget();
            race.rounds(rounds, _ -> true);
            race.print();
        }
    }

    /// `run` removes the container too.
    private static double oci(String program, String bundle) {
        return Spawn.millis(program, "--root", DIR + "/" + program, "run", "--bundle", DIR + "/" + bundle, "bench");
    }

    private void execs(int rounds) throws Exception {
        try (var opened = new EngineBox()) {
            execs(opened, rounds);
        }
    }

    private static void execs(EngineBox box, int rounds) throws Exception {
        String id = box.start(box.spec(false, "sleep", "1000000"));
        int pid = box.engine().container(id).orElseThrow().pid();
        var race = new Race("exec", "ms");
        race.add("engine", () -> box.exec(id));
        ToDoubleFunction<String> bus = DBus.works();
        if (bus != null) {
            race.add("D-Bus", () -> bus.applyAsDouble("exec"));
        }
        Spawn.millis("crun", "--root", DIR + "/crun", "run", "-d", "--bundle", DIR + "/sleep", "bench-exec");
        Spawn.millis("lxc-start", "-d", "-n", "bench-exec", "-P", DIR + "/lxc", "-f", DIR + "/lxc/sleep");
        try {
            race.add("crun exec", () -> Spawn.millis("crun", "--root", DIR + "/crun", "exec", "bench-exec", "true"));
            race.add(
                    "lxc-attach",
                    () -> Spawn.millis("lxc-attach", "-n", "bench-exec", "-P", DIR + "/lxc", "--", "true"));
            race.add("nsenter", () -> Spawn.millis("nsenter", "-t", String.valueOf(pid), "-a", "-S0", "-G0", "true"));
            race.run(10, rounds);
        } finally {
            Spawn.millis("crun", "--root", DIR + "/crun", "delete", "-f", "bench-exec");
            Spawn.millis("lxc-stop", "-k", "-n", "bench-exec", "-P", DIR + "/lxc");
        }
        if (bus instanceof AutoCloseable open) {
            open.close();
        }
    }
}
