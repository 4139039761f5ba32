package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.darsena.model.Problem;
import org.darsena.model.container.Resources;
import org.darsena.model.json.Reading;
import org.darsena.model.json.ResourcesPatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `create`, `run` and `update` can say about limits: a change of those that there are.
final class LimitOptions {
    private static final String NONE = "none";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "SIZE")
    @Nullable
    String memory;

    @Option(names = "--swap", paramLabel = "SIZE")
    @Nullable
    String swap;

    @Option(names = "--memory-low", paramLabel = "SIZE")
    @Nullable
    String memoryLow;

    @Option(names = "--memory-high", paramLabel = "SIZE")
    @Nullable
    String memoryHigh;

    @Option(names = "--cpus", paramLabel = "N")
    @Nullable
    String cpus;

    @Option(names = "--cpu-shares", paramLabel = "N")
    @Nullable
    String shares;

    @Option(names = "--cpuset", paramLabel = "LIST")
    @Nullable
    String cpuset;

    @Option(names = "--cpuset-mems", paramLabel = "LIST")
    @Nullable
    String cpusetMems;

    @Option(names = "--pids", paramLabel = "N")
    @Nullable
    String pids;

    @Option(names = "--io-weight", paramLabel = "N")
    @Nullable
    String ioWeight;

    @Option(names = "--io-rate", paramLabel = "DEVICE,KEY=N…")
    List<String> ioRates = List.of();

    @Option(names = "--hugetlb", paramLabel = "PAGE=SIZE")
    List<String> hugetlb = List.of();

    @Option(names = "--net-class", paramLabel = "MAJOR:MINOR")
    @Nullable
    String netClass;

    @Option(names = "--net-priority", paramLabel = "INTERFACE=N")
    List<String> netPriorities = List.of();

    @Option(names = "--device-rule", paramLabel = "RULE")
    List<String> devices = List.of();

    @Option(names = "--perf-event", arity = "0..1", fallbackValue = "on", paramLabel = "on|off")
    @Nullable
    String perfEvent;

    @Option(names = "--delegate", arity = "0..1", fallbackValue = "on", paramLabel = "on|off")
    @Nullable
    String delegate;

    /// The limits that result, not held against the rules yet.
    Resources build(OptionWords words, Resources base) {
        ObjectNode change = change(words);
        if (change.isEmpty()) {
            return base;
        }
        Reading<Resources> reading = ResourcesPatch.check(change.toString(), base);
        Resources result = reading.value();
        if (result == null) {
            Problem first = reading.problems().getFirst();
            throw words.wrong(
                    OptionPlaces.of("/resources" + first.place()),
                    first.args().isEmpty() ? "" : first.args().getFirst());
        }
        return result;
    }

    /// Only what was given.
    ObjectNode change(OptionWords words) {
        ObjectNode out = NODES.objectNode();
        put(out, "memory", memory, w -> NODES.numberNode(words.size("--memory", w)));
        put(out, "swap", swap, w -> NODES.numberNode(words.size("--swap", w)));
        put(out, "memoryLow", memoryLow, w -> NODES.numberNode(words.size("--memory-low", w)));
        put(out, "memoryHigh", memoryHigh, w -> NODES.numberNode(words.size("--memory-high", w)));
        put(out, "cpus", cpus, w -> NODES.numberNode(words.real("--cpus", w)));
        put(out, "cpuShares", shares, w -> NODES.numberNode(words.whole("--cpu-shares", w)));
        put(out, "cpuset", cpuset, NODES::textNode);
        put(out, "cpusetMems", cpusetMems, NODES::textNode);
        put(out, "pids", pids, w -> NODES.numberNode(words.whole("--pids", w)));
        put(out, "ioWeight", ioWeight, w -> NODES.numberNode(words.whole("--io-weight", w)));
        lists(out, words);
        put(out, "netClass", netClass, NODES::textNode);
        put(out, "perfEvent", perfEvent, w -> NODES.booleanNode(words.onOff("--perf-event", w)));
        put(out, "delegate", delegate, w -> NODES.booleanNode(words.onOff("--delegate", w)));
        return out;
    }

    private static void put(ObjectNode out, String key, @Nullable String word, Function<String, JsonNode> value) {
        if (word != null) {
            out.set(key, word.equals(NONE) ? NODES.nullNode() : value.apply(word));
        }
    }

    private void lists(ObjectNode out, OptionWords words) {
        if (!ioRates.isEmpty()) {
            var all = out.putArray("ioRates");
            given(ioRates).forEach(word -> all.add(rate(words, word)));
        }
        if (!devices.isEmpty()) {
            var all = out.putArray("devices");
            given(devices).forEach(all::add);
        }
        if (!hugetlb.isEmpty()) {
            var all = out.putObject("hugetlb");
            pairs(words, "--hugetlb", hugetlb, (k, v) -> all.put(k, words.size("--hugetlb", v)));
        }
        if (!netPriorities.isEmpty()) {
            var all = out.putObject("netPriorities");
            pairs(words, "--net-priority", netPriorities, (k, v) -> all.put(k, words.whole("--net-priority", v)));
        }
    }

    /// `none` alone empties a list.
    private static List<String> given(List<String> words) {
        return words.stream().filter(w -> !w.equals(NONE)).toList();
    }

    private static void pairs(OptionWords words, String option, List<String> given, BiConsumer<String, String> put) {
        words.merged(option, Map.of(), given(given)).forEach(put);
    }

    /// `8:0,readBps=1M,writeIops=100`.
    private static ObjectNode rate(OptionWords words, String word) {
        String[] parts = word.split(",", -1);
        ObjectNode rate = NODES.objectNode().put("device", parts[0]);
        words.merged("--io-rate", Map.of(), List.of(parts).subList(1, parts.length))
                .forEach((key, value) -> rate.put(key, words.size("--io-rate", value)));
        return rate;
    }
}
