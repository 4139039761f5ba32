package org.darsena.runtime.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.local.LocalEngine;
import org.darsena.runtime.metrics.Sampler;
import org.darsena.runtime.net.LinkCounters;

/// What one tick of the sampler costs in processor time, beside reading the same files by opening them each time.
public final class MetricsBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private MetricsBench() {}

    /// How many rounds.
    public static void main(String[] args) throws Exception {
        for (int containers : new int[] {100, 300}) {
            try (var box = new EngineBox()) {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < containers; i++) {
                    ids.add(box.start(box.spec(containers <= 100, "sleep", "1000000")));
                }
                race(box.engine(), ids, Integer.parseInt(args[0]));
            }
        }
    }

    private static void race(LocalEngine engine, List<String> ids, int rounds) throws Exception {
        Cgroups cgroups = engine.core().cgroups();
        List<Path> files = new ArrayList<>();
        try (var sampler = new Sampler();
                LinkCounters counters = engine.core().networks().host().counters()) {
            for (String id : ids) {
                sampler.add("container/" + id, cgroups.of(id).probe());
                cgroups.of(id).path("cpuacct").ifPresent(d -> files.add(first(d, "cpuacct.usage", "cpu.stat")));
                cgroups.of(id)
                        .path("memory")
                        .ifPresent(d -> files.add(first(d, "memory.usage_in_bytes", "memory.current")));
                cgroups.of(id).path("pids").ifPresent(d -> files.add(d.resolve("pids.current")));
            }
            var race = new Race("metrics", "ms CPU/tick");
            String who = ", " + ids.size() + " containers";
            race.add("kept descriptors" + who, () -> processor(sampler::tick));
            race.add("files opened each time" + who, () -> processor(() -> readAll(files)));
            race.add("their links' counters" + who, () -> processor(() -> counters.sample((_, _, _, _, _) -> {})));
            race.run(20, rounds);
        }
    }

    private static Path first(Path folder, String one, String other) {
        Path file = folder.resolve(one);
        return Files.exists(file) ? file : folder.resolve(other);
    }

    private static void readAll(List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.readString(file).isEmpty()) {
                throw new IOException("empty: " + file);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double processor(Work work) throws IOException {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
    }
}
