package org.darsena.runtime.bench;

import java.util.function.ToDoubleFunction;
import org.darsena.runtime.Engine.Progress;

/// `true` in a fresh container, from the wish to its end; and `true` in one that runs. Others' bundles lie ready in the
/// folder of property `bench.dir`: making them is not counted, while making our container is.
public final class StartBench {
    private static final String DIR = System.getProperty("bench.dir", "");

    private StartBench() {}

    /// `start` or `exec`, then how many rounds.
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[1]);
        try (var box = new EngineBox()) {
            if (args[0].equals("start")) {
                starts(box, rounds);
            } else {
                execs(box, rounds);
            }
        }
        System.exit(0); // the bus connection has threads of its own
    }

    private static void starts(EngineBox box, int rounds) throws Exception {
        var race = new Race("start", "ms");
        race.add("engine, no network", () -> once(box, race, false));
        race.add("engine, default (NAT)", () -> once(box, race, true));
        ToDoubleFunction<String> bus = DBus.works();
        if (bus != null) {
            race.add("D-Bus, no network", () -> bus.applyAsDouble("start-lo"));
            race.add("D-Bus, default (NAT)", () -> bus.applyAsDouble("start"));
        }
        race.add("crun", () -> oci("crun", "user"));
        race.add("crun, no user namespace", () -> oci("crun", "plain"));
        race.add("runc", () -> oci("runc", "user"));
        race.add(
                "lxc-start",
                () -> Spawn.millis("lxc-start", "-F", "-n", "bench", "-P", DIR + "/lxc", "-f", DIR + "/lxc/true"));
        race.add("bwrap", () -> Spawn.millis(bwrap()));
        race.run(10, rounds);
    }

    private static double once(EngineBox box, Race race, boolean network) throws Exception {
        var spec = box.spec(network, "true");
        long start = System.nanoTime();
        String id = box.start(spec);
        box.awaitEnd(id);
        double millis = Race.millisSince(start);
        box.engine().delete(id, false, Progress.NONE);
        race.also(
                network ? "engine, default, removed too" : "engine, no network, removed too", Race.millisSince(start));
        return millis;
    }

    /// `run` removes the container too.
    private static double oci(String program, String bundle) {
        return Spawn.millis(program, "--root", DIR + "/" + program, "run", "--bundle", DIR + "/" + bundle, "bench");
    }

    private static String[] bwrap() {
        return ("bwrap --unshare-all --die-with-parent --uid 0 --gid 0 --hostname bench --ro-bind /usr /usr --symlink"
            + " usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --dir /etc --dir /var --proc /proc"
            + " --dev /dev --tmpfs /tmp true")
                .split(" ");
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
