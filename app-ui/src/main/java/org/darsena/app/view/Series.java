package org.darsena.app.view;

import java.util.Arrays;
import java.util.List;
import org.darsena.app.client.Helper.Sample;

/// The last ten minutes of one subject: a ring that grows to [#CAPACITY] samples. JavaFX thread only.
///
/// Figures are kept as floats: seven digits are more than a graph or a cell shows, and a thousand subjects cost
/// half.
public final class Series {
    /// Ten minutes at one sample a second.
    public static final int CAPACITY = 600;

    private static final int FIRST = 75;
    private static final Column[] COLUMNS = Column.values();

    private long[] millis = new long[FIRST];
    private float[][] values = new float[COLUMNS.length][FIRST];
    private int start;
    private int size;

    /// Of which season its history was asked; see LiveState.
    int seeded = -1;

    /// How many samples it holds.
    public int size() {
        return size;
    }

    /// When sample `i` was taken, ms since the epoch; 0 is the oldest.
    public long millis(int i) {
        return millis[at(i)];
    }

    /// A figure of sample `i`; NaN: not known.
    public double value(Column column, int i) {
        return of(column)[at(i)];
    }

    /// The newest figure; NaN where there is none.
    public double last(Column column) {
        return size == 0 ? Double.NaN : value(column, size - 1);
    }

    /// When the newest sample was taken; 0 where there is none.
    public long lastMillis() {
        return size == 0 ? 0 : millis(size - 1);
    }

    /// Takes the newest sample; one that is no newer than the last is dropped.
    public void add(Sample sample) {
        if (size > 0 && sample.millis() <= millis(size - 1)) {
            return; // told twice, around a reconnection
        }
        if (size == millis.length && size < CAPACITY) {
            grow(Math.min(CAPACITY, size * 2));
        }
        int slot = (start + size) % millis.length;
        if (size == millis.length) {
            start = (start + 1) % millis.length;
        } else {
            size++;
        }
        millis[slot] = sample.millis();
        for (Column column : COLUMNS) {
            of(column)[slot] = (float) column.of(sample);
        }
    }

    /// Puts what the helper remembers between what is older and what is newer here.
    void merge(List<Sample> history) {
        if (history.isEmpty()) {
            return;
        }
        var whole = new java.util.ArrayList<Sample>(size + history.size());
        long from = history.getFirst().millis();
        long to = history.getLast().millis();
        for (int i = 0; i < size && millis(i) < from; i++) {
            whole.add(sample(i));
        }
        whole.addAll(history);
        for (int i = 0; i < size; i++) {
            if (millis(i) > to) {
                whole.add(sample(i));
            }
        }
        start = 0;
        size = 0;
        whole.subList(Math.max(0, whole.size() - CAPACITY), whole.size()).forEach(this::add);
    }

    private Sample sample(int i) {
        return new Sample(
                millis(i),
                value(Column.CPU, i),
                value(Column.MEMORY, i),
                value(Column.RECEIVED, i),
                value(Column.SENT, i),
                value(Column.PIDS, i));
    }

    @SuppressWarnings("EnumOrdinal") // never stored: only where in this array a column stands
    private float[] of(Column column) {
        return values[column.ordinal()];
    }

    private int at(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(i + " of " + size);
        }
        return (start + i) % millis.length;
    }

    /// Only while `start` is 0: a ring that has turned is at its capacity.
    private void grow(int capacity) {
        millis = Arrays.copyOf(millis, capacity);
        for (int c = 0; c < values.length; c++) {
            values[c] = Arrays.copyOf(values[c], capacity);
        }
    }
}
