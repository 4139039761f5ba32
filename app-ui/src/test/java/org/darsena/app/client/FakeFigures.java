package org.darsena.app.client;

import java.util.ArrayList;
import java.util.List;

/// Believable figures as a pure function of subject and second: what is asked later as history is what was
/// ticked.
final class FakeFigures {
    private FakeFigures() {}

    static Helper.Sample at(String subject, long second, double memoryLimit) {
        int seed = subject.hashCode() & 0x7fffffff;
        double calm = (seed % 97) / 97.0;
        double wave = 0.5 + 0.5 * Math.sin(second / (20.0 + seed % 50) + seed % 7);
        double noise = noise(seed, second);
        double burst = noise(seed / 3, second / 45) > 0.8 ? 0.5 : 0;
        double cpu = clamp(0.02 + 0.25 * calm * wave + 0.08 * noise + burst * 0.6 * noise, 0, 1);
        double limit = memoryLimit > 0 ? memoryLimit : 256L << 20;
        double memory = limit * clamp(0.15 + 0.5 * calm + 0.12 * wave + 0.02 * noise, 0.05, 0.97);
        double received = 2_000 + 900_000 * calm * wave * wave + 60_000 * noise + burst * 2_000_000 * noise;
        double sent = received * (0.1 + 0.6 * ((seed / 97) % 89) / 89.0);
        double pids = subject.startsWith("link/") ? Double.NaN : 3 + seed % 14 + Math.round(2 * wave);
        if (subject.startsWith("link/")) {
            return new Helper.Sample(second * 1000, Double.NaN, Double.NaN, received, sent, Double.NaN);
        }
        return new Helper.Sample(second * 1000, cpu, memory, received, sent, pids);
    }

    /// `seconds` rows up to and with `last`.
    static List<Helper.Sample> history(String subject, long last, int seconds, double memoryLimit) {
        var rows = new ArrayList<Helper.Sample>(seconds);
        for (long second = last - seconds + 1; second <= last; second++) {
            rows.add(at(subject, second, memoryLimit));
        }
        return rows;
    }

    /// 0–1, the same for the same arguments.
    private static double noise(long seed, long second) {
        long x = seed * 0x9E3779B97F4A7C15L + second * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return ((x ^ (x >>> 31)) >>> 11) * 0x1.0p-53;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
