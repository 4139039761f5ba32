package org.darsena.runtime.bench;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;

/// Many containers at once: how fast they start alone and beside a thousand others, what an idle one takes of the
/// machine's memory for us, and how soon the first byte of an exec is there.
public final class CrowdBench {
    private static final String GROUP = "crowd";
    private static final int AT_ONCE = 4;
    private static final int EXECS = 50;

    private final EngineBox box;
    private final boolean network;

    private CrowdBench(EngineBox box, boolean network) {
        this.box = box;
        this.network = network;
    }

    /// How many are started for a figure, and how many others run then; then `lo` for containers without a card.
    public static void main(String[] args) throws Exception {
        int some = Integer.parseInt(args[0]);
        int others = Integer.parseInt(args[1]);
        try (var opened = new EngineBox()) {
            var bench = new CrowdBench(opened, args.length < 3);
            bench.start(some / 4); // warm
            bench.stop();
            double alone = bench.start(some);
            print("a start, of " + some + " at once", "ms", alone);
            print("starts", "1/s", 1000 / alone);
            print("ours of an idle one, PSS", "KiB", bench.ours());
            bench.execs("first byte of an exec");
            bench.stop();
            bench.start(others);
            double beside = bench.start(some);
            print("a start, of " + some + " at once, beside " + others, "ms", beside);
            print("ours of an idle one, PSS, beside " + others, "KiB", bench.ours());
            bench.execs("first byte of an exec, beside " + others);
        }
        System.exit(0);
    }

    private static void print(String name, String unit, double... values) {
        Rows.print(
                GROUP,
                name,
                unit,
                "a start",
                java.util.Arrays.stream(values).boxed().toList());
    }

    /// Milliseconds each, started as fast as the engine can.
    private double start(int count) throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ContainerSpec spec = box.spec(network, "sleep", "1000000");
            starts.add(() -> box.start(spec));
        }
        long begin = System.nanoTime();
        all(starts);
        return Race.millisSince(begin) / count;
    }

    private static void all(List<Callable<String>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> each : threads.invokeAll(work)) {
                each.get();
            }
        }
    }

    private void stop() throws Exception {
        box.engine().destroyAll();
    }

    /// KiB of monitor and reaper, their share of what they have in common counted in.
    private double ours() throws IOException {
        long sum = 0;
        int seen = 0;
        for (ContainerInfo c : box.engine().containers()) {
            sum += pss(c.pid()) + pss(parent(c.pid()));
            seen++;
        }
        return (double) sum / seen;
    }

    private static long pss(int pid) throws IOException {
        return number(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
    }

    private static int parent(int pid) throws IOException {
        return Math.toIntExact(number(Path.of("/proc/" + pid + "/status"), "PPid:"));
    }

    private static long number(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.substring(key.length()).strip().split(" ")[0]);
            }
        }
        throw new IOException("no " + key + " in " + file);
    }

    private void execs(String name) throws Exception {
        String id = box.engine().containers().getLast().id();
        firstByte(id);
        double[] values = new double[EXECS];
        for (int i = 0; i < EXECS; i++) {
            values[i] = firstByte(id);
        }
        print(name, "ms", values);
    }

    /// From the wish until what it wrote is here.
    private double firstByte(String id) throws Exception {
        Path fifo = Files.createTempFile("darsena-bench-", "");
        Files.delete(fifo);
        if (new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() != 0) {
            throw new IOException("no fifo");
        }
        long begin = System.nanoTime();
        try (var none = new FileInputStream("/dev/null");
                var both = new java.io.RandomAccessFile(fifo.toFile(), "rw");
                var out = new FileOutputStream(fifo.toFile());
                var err = new FileOutputStream("/dev/null");
                Session session = box.engine()
                        .exec(
                                id,
                                ProcessSpec.of(List.of("echo", "x")),
                                new Stdio(none.getFD(), out.getFD(), err.getFD()))) {
            both.read();
            double millis = Race.millisSince(begin);
            session.await();
            return millis;
        } finally {
            Files.delete(fifo);
        }
    }
}
