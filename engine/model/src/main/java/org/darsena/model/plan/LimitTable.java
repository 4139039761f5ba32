package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.darsena.model.container.Controls.IoRate;
import org.darsena.model.container.Resources;
import org.jspecify.annotations.Nullable;

/// The one place that knows how a limit is written on cgroup v1 and on v2.
///
/// | limit | v1 | v2 |
/// |---|---|---|
/// | memory | memory.limit_in_bytes | memory.max |
/// | swap | memory.memsw.limit_in_bytes (with memory) | memory.swap.max |
/// | memoryLow | memory.soft_limit_in_bytes | memory.low |
/// | memoryHigh | – | memory.high |
/// | cpus | cpu.cfs_period_us, cpu.cfs_quota_us | cpu.max |
/// | cpuShares | cpu.shares | cpu.weight |
/// | cpuset, cpusetMems | cpuset.cpus, cpuset.mems | the same |
/// | pids | pids.max | pids.max |
/// | ioWeight | blkio.weight or blkio.bfq.weight | io.weight or io.bfq.weight |
/// | ioRates | blkio.throttle.{read,write}_{bps,iops}_device | io.max |
/// | hugetlb | hugetlb.SIZE.limit_in_bytes | hugetlb.SIZE.max |
/// | netClass | net_cls.classid | – |
/// | netPriorities | net_prio.ifpriomap | – |
/// | devices | devices.deny, devices.allow | a BPF program |
/// | perfEvent | a group in its tree | every group |
///
/// Processor time used is in cpuacct's tree on v1 and in every group's cpu.stat on v2; freezing is freezer.state on
/// v1 and cgroup.freeze on v2. Neither is a limit.
public final class LimitTable {
    /// Microseconds in which a processor's quota is counted.
    static final long PERIOD = 100_000;

    /// In the order in which a fresh cgroup takes them: memory before memory and swap together.
    public static final List<Row> ROWS = rows();

    private LimitTable() {}

    /// One limit.
    ///
    /// @param key as in the document
    /// @param v1 how it is written on version 1; empty: it can't be
    public record Row(String key, Side v1, Side v2) {
        Side side(boolean unified) {
            return unified ? v2 : v1;
        }
    }

    /// How one version writes a limit.
    ///
    /// @param controller whose tree it is
    /// @param files one after the other; empty: this version has no such limit
    public record Side(String controller, List<Way> files) {}

    /// One file.
    ///
    /// @param names of the file, by kernel; the first that there is counts. `%s` stands for the value's subject
    /// @param values by subject (a disk, a size of pages, an interface; else the empty string) what to write
    /// @param lifted what to write for a subject that is not limited any more; null: nothing
    /// @param optional whether a kernel without that file is fine
    public record Way(
            List<String> names,
            Function<Resources, Map<String, String>> values,
            UnaryOperator<@Nullable String> lifted,
            boolean optional) {}

    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        memory(rows);
        processors(rows);
        disks(rows);
        rows.add(new Row(
                "hugetlb",
                side("hugetlb", each("hugetlb.%s.limit_in_bytes", LimitTable::pages, _ -> "-1")),
                side("hugetlb", each("hugetlb.%s.max", LimitTable::pages, _ -> "max"))));
        rows.add(new Row(
                "netClass", side("net_cls", one("net_cls.classid", r -> r.more().netClass(), "0")), none("net_cls")));
        rows.add(new Row(
                "netPriorities",
                side("net_prio", each("net_prio.ifpriomap", LimitTable::priorities, name -> name + " 0")),
                none("net_prio")));
        return List.copyOf(rows);
    }

    private static void memory(List<Row> rows) {
        rows.add(new Row(
                "memory",
                side("memory", one("memory.limit_in_bytes", Resources::memoryBytes, "-1")),
                side("memory", one("memory.max", Resources::memoryBytes, "max"))));
        // a limit that swap evades is none: where none is asked for there is none beside it
        rows.add(new Row(
                "swap",
                side("memory", derived("memory.memsw.limit_in_bytes", LimitTable::withSwap, "-1")),
                side("memory", derived("memory.swap.max", LimitTable::swap, "max"))));
        rows.add(new Row(
                "memoryLow",
                side("memory", one("memory.soft_limit_in_bytes", r -> r.more().memoryLow(), "-1")),
                side("memory", one("memory.low", r -> r.more().memoryLow(), "0"))));
        rows.add(new Row(
                "memoryHigh",
                none("memory"),
                side("memory", one("memory.high", r -> r.more().memoryHigh(), "max"))));
    }

    private static void processors(List<Row> rows) {
        rows.add(new Row(
                "cpus",
                side(
                        "cpu",
                        one("cpu.cfs_period_us", r -> r.cpus() == null ? null : PERIOD, null),
                        one("cpu.cfs_quota_us", LimitTable::quota, "-1")),
                side("cpu", one("cpu.max", r -> r.cpus() == null ? null : quota(r) + " " + PERIOD, "max " + PERIOD))));
        rows.add(new Row(
                "cpuShares",
                side("cpu", one("cpu.shares", Resources::cpuShares, "1024")),
                side("cpu", one("cpu.weight", r -> r.cpuShares() == null ? null : weight(r.cpuShares()), "100"))));
        // an empty list: as the folder above has it
        rows.add(same("cpuset", "cpuset", one("cpuset.cpus", r -> r.more().cpusetCpus(), "")));
        rows.add(same("cpusetMems", "cpuset", one("cpuset.mems", r -> r.more().cpusetMems(), "")));
        rows.add(same("pids", "pids", one("pids.max", Resources::pids, "max")));
    }

    private static void disks(List<Row> rows) {
        // beside the usual 100 everywhere, so that the same number is the same share
        rows.add(new Row(
                "ioWeight",
                side(
                        "blkio",
                        new Way(
                                List.of("blkio.weight", "blkio.bfq.weight"),
                                r -> single(r.more().ioWeight()),
                                _ -> "100",
                                false)),
                side(
                        "io",
                        new Way(
                                List.of("io.bfq.weight", "io.weight"), // the latter works by io.cost only
                                r -> single(
                                        r.more().ioWeight() == null
                                                ? null
                                                : "default " + r.more().ioWeight()),
                                _ -> "default 100",
                                false))));
        rows.add(new Row(
                "ioRates",
                side(
                        "blkio",
                        throttle("read_bps", IoRate::readBps),
                        throttle("write_bps", IoRate::writeBps),
                        throttle("read_iops", IoRate::readIops),
                        throttle("write_iops", IoRate::writeIops)),
                side("io", each("io.max", LimitTable::most, disk -> disk + " rbps=max wbps=max riops=max wiops=max"))));
    }

    private static Row same(String key, String controller, Way way) {
        return new Row(key, side(controller, way), side(controller, way));
    }

    private static Side side(String controller, Way... files) {
        return new Side(controller, List.of(files));
    }

    private static Side none(String controller) {
        return new Side(controller, List.of());
    }

    private static Way one(String file, Function<Resources, @Nullable Object> value, @Nullable String lifted) {
        return new Way(List.of(file), r -> single(value.apply(r)), _ -> lifted, false);
    }

    private static Way derived(String file, Function<Resources, @Nullable Object> value, String lifted) {
        return new Way(List.of(file), r -> single(value.apply(r)), _ -> lifted, true);
    }

    private static Way each(
            String file, Function<Resources, Map<String, String>> values, UnaryOperator<@Nullable String> lifted) {
        return new Way(List.of(file), values, lifted, false);
    }

    private static Map<String, String> single(@Nullable Object value) {
        return value == null ? Map.of() : Map.of("", String.valueOf(value));
    }

    private static @Nullable Long swap(Resources r) {
        Long swap = r.more().swapBytes();
        return swap == null && r.memoryBytes() != null ? Long.valueOf(0) : swap;
    }

    private static @Nullable Long withSwap(Resources r) {
        Long memory = r.memoryBytes();
        Long swap = swap(r);
        return memory == null || swap == null ? null : Long.valueOf(memory + swap);
    }

    private static @Nullable Long quota(Resources r) {
        Double cpus = r.cpus();
        // the kernel takes no less than 1 ms
        return cpus == null ? null : Long.valueOf(Math.max(1000, Math.round(cpus * PERIOD)));
    }

    /// v1 shares (2–262144, usual 1024) as a v2 weight (1–10000, usual 100). The curve goes through both ends and
    /// the usual value, as runc's and crun's newer one does.
    public static long weight(long shares) {
        if (shares <= 2) {
            return 1;
        }
        if (shares >= 262_144) {
            return 10_000;
        }
        double log = Math.log((double) shares) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612.0 - 7.0 / 34.0;
        // not ceil of 100.00000000000001
        return (long) Math.ceil(Math.pow(10, exponent) - 1e-9);
    }

    private static Way throttle(String what, Function<IoRate, @Nullable Long> rate) {
        return each(
                "blkio.throttle." + what + "_device",
                r -> {
                    var values = new LinkedHashMap<String, String>();
                    r.more().ioRates().forEach(disk -> {
                        Long limit = rate.apply(disk);
                        if (limit != null) {
                            values.put(disk.device(), disk.device() + " " + limit);
                        }
                    });
                    return values;
                },
                disk -> disk + " 0");
    }

    private static Map<String, String> most(Resources r) {
        var values = new LinkedHashMap<String, String>();
        r.more()
                .ioRates()
                .forEach(disk -> values.put(
                        disk.device(),
                        disk.device() + " rbps=" + max(disk.readBps()) + " wbps=" + max(disk.writeBps()) + " riops="
                                + max(disk.readIops()) + " wiops=" + max(disk.writeIops())));
        return values;
    }

    private static String max(@Nullable Long rate) {
        return rate == null ? "max" : String.valueOf(rate);
    }

    private static Map<String, String> pages(Resources r) {
        var values = new LinkedHashMap<String, String>();
        r.more().hugetlb().forEach((size, bytes) -> values.put(size, String.valueOf(bytes)));
        return values;
    }

    private static Map<String, String> priorities(Resources r) {
        var values = new LinkedHashMap<String, String>();
        r.more().netPriorities().forEach((name, priority) -> values.put(name, name + " " + priority));
        return values;
    }

    /// Whether a container has folders in the tree of `controller` only where its limits ask for it; those of the
    /// others it always has.
    public static boolean seldom(String controller) {
        return switch (controller) {
            case "memory", "cpu", "cpuacct", "pids", "freezer", "devices" -> false;
            default -> true;
        };
    }

    /// Whether perf counts it by itself only where asked; see [org.darsena.model.container.Controls#perfEvent()].
    static boolean perf(Resources r) {
        return r.more().perfEvent();
    }
}
