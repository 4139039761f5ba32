package org.darsena.runtime.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Contenders measured side by side: A B C, A B C …, so that whatever else the machine does falls on all alike.
final class Race {
    private static final String CPU = ": CPU";

    private final String group;
    private final String unit;
    private final Map<String, Once> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private final Map<String, String> besides = new LinkedHashMap<>();
    private String beside = "";
    private boolean countsCpu;

    /// One measurement.
    interface Once {
        double measure() throws Exception;
    }

    Race(String group, String unit) {
        this.group = group;
        this.unit = unit;
    }

    /// The first one is what the others are compared with.
    void add(String name, Once contender) {
        if (contenders.isEmpty()) {
            beside = name;
        }
        contenders.put(name, contender);
        samples.put(name, new ArrayList<>()); // its row comes in this order
    }

    /// As [#add], but compared with another than the first.
    void add(String name, Once contender, String with) {
        add(name, contender);
        besides.put(name, with);
    }

    /// From now on each contender has a second row: the CPU time of everything that ran on the machine meanwhile.
    void countCpu() {
        countsCpu = true;
    }

    /// A further figure that a contender sees on its way, e.g. how long its removal took.
    void also(String name, double value) {
        samples.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /// As [#also], but compared with another than the first contender.
    void also(String name, String with, double value) {
        besides.put(name, with);
        also(name, value);
    }

    /// All contenders, then the result. `warm` rounds do not count.
    void run(int warm, int rounds) throws Exception {
        rounds(warm, _ -> true);
        forget();
        rounds(rounds, _ -> true);
        print();
    }

    /// Rounds of those contenders whose name is accepted.
    void rounds(int number, Predicate<String> who) throws Exception {
        for (int round = 0; round < number; round++) {
            for (Map.Entry<String, Once> c : contenders.entrySet()) {
                if (who.test(c.getKey())) {
                    measure(c.getKey(), c.getValue());
                }
            }
        }
    }

    private void measure(String name, Once contender) throws Exception {
        double before = countsCpu ? Cpu.millis() : 0;
        also(name, contender.measure());
        if (countsCpu) {
            also(name + CPU, beside + CPU, Cpu.millis() - before);
        }
    }

    /// What was measured so far does not count.
    void forget() {
        samples.values().forEach(List::clear);
    }

    /// A contender's last measurement does not count.
    void drop(String name) {
        List<Double> values = samples.get(name);
        if (values != null) {
            values.removeLast();
        }
    }

    void print() {
        samples.forEach((name, values) -> Rows.print(group, name, unit, besides.getOrDefault(name, beside), values));
    }

    static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
