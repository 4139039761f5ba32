package org.darsena.runtime.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.darsena.runtime.Engine.Figures;

/// The last rows of one subject, as flat arrays that grow to their full length as rows come. The oldest row
/// gives way to the newest. Not thread-safe: its owner locks.
final class History {
    static final int ROWS = 600;
    private static final int COLUMNS = Figures.COLUMNS;
    private static final int FIRST = 16;

    /// of each row, in units of 10 ms since `epoch`, wrapping
    private int[] times = new int[FIRST];
    private float[] values = new float[FIRST * COLUMNS];
    private int count;
    private int next;

    void add(int time, double cpu, double memory, double received, double sent, double pids) {
        if (next == times.length && times.length < ROWS) {
            int rows = Math.min(ROWS, times.length * 2);
            times = Arrays.copyOf(times, rows);
            values = Arrays.copyOf(values, rows * COLUMNS);
        }
        int row = next == times.length ? 0 : next;
        times[row] = time;
        int at = row * COLUMNS;
        values[at] = (float) cpu;
        values[at + 1] = (float) memory;
        values[at + 2] = (float) received;
        values[at + 3] = (float) sent;
        values[at + 4] = (float) pids;
        next = row + 1;
        count = Math.min(ROWS, count + 1);
    }

    /// All rows, oldest first.
    ///
    /// @param nowMillis now, since the epoch
    /// @param now the same moment on the rows' clock
    List<Figures> rows(long nowMillis, int now) {
        List<Figures> all = new ArrayList<>(count);
        int first = count < ROWS ? 0 : next % ROWS;
        for (int i = 0; i < count; i++) {
            int row = (first + i) % times.length;
            int at = row * COLUMNS;
            long millis = nowMillis - (now - times[row]) * 10L;
            all.add(new Figures(millis, values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4]));
        }
        return all;
    }
}
