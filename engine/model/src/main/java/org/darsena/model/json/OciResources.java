package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Controls.IoRate;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Resources;
import org.jspecify.annotations.Nullable;

/// The keys below `linux.resources` of a bundle's `config.json`. A limit of -1 is none, as cgroup v1 has it.
final class OciResources {
    private static final long USUAL_PERIOD = 100_000;

    private @Nullable Long memory;
    private @Nullable Long swap;
    private @Nullable Long low;
    private @Nullable Double cpus;
    private @Nullable Long shares;
    private @Nullable String cpuset;
    private @Nullable String mems;
    private @Nullable Long pids;
    private @Nullable Long weight;
    private final Map<String, IoRate> rates = new LinkedHashMap<>();
    private final Map<String, Long> huge = new LinkedHashMap<>();
    private @Nullable Long netClass;
    private final Map<String, Long> priorities = new LinkedHashMap<>();

    static Resources read(Fields f) {
        return new OciResources().resources(f);
    }

    private Resources resources(Fields f) {
        OciForm.unsupported(f, "rdma", "unified");
        if (OciForm.some(f, "memory")) {
            ContainerForm.part(f, "memory", 0, this::memory);
        }
        if (OciForm.some(f, "cpu")) {
            ContainerForm.part(f, "cpu", 0, this::cpu);
        }
        if (OciForm.some(f, "pids")) {
            ContainerForm.part(f, "pids", 0, p -> {
                p.require("limit");
                pids = limit(p, "limit");
                return 0;
            });
        }
        if (OciForm.some(f, "blockIO")) {
            ContainerForm.part(f, "blockIO", 0, this::disks);
        }
        if (OciForm.some(f, "hugepageLimits")) {
            f.list(
                    "hugepageLimits",
                    (v, at) -> ContainerForm.item(v, at, f, h -> {
                        Long most = limit(h, "limit");
                        String size = h.requiredText("pageSize");
                        if (most != null) {
                            huge.put(size, most);
                        }
                        return size;
                    }));
        }
        if (OciForm.some(f, "network")) {
            ContainerForm.part(f, "network", 0, this::network);
        }
        List<DeviceRule> devices = OciForm.some(f, "devices") ? devices(f) : List.of();
        return new Resources(
                memory,
                cpus,
                shares,
                pids,
                new Controls(
                        swap,
                        low,
                        null,
                        cpuset,
                        mems,
                        weight,
                        List.copyOf(rates.values()),
                        huge,
                        netClass,
                        priorities,
                        devices,
                        false,
                        false));
    }

    /// -1 and what is not there: none. What lies below is left for the rules, which say the range.
    private static @Nullable Long limit(Fields f, String key) {
        Long value = Amounts.whole(f, key, null);
        return value == null || value == -1 ? null : value;
    }

    private int memory(Fields f) {
        OciForm.unsupported(f, "swappiness", "disableOOMKiller");
        for (String key : List.of("kernel", "kernelTCP")) { // gone from the kernel
            if (limit(f, key) != null) {
                f.findings().error("oci.unsupported", f.place(key), key);
            }
        }
        f.get("useHierarchy"); // always so
        f.get("checkBeforeUpdate");
        memory = limit(f, "limit");
        low = limit(f, "reservation");
        Long both = limit(f, "swap");
        if (both != null && memory != null && both >= 0) {
            swap = both - memory;
        } else if (both != null) {
            swap = both; // the rules say what is missing
        }
        return 0;
    }

    private int cpu(Fields f) {
        OciForm.unsupported(f, "realtimeRuntime", "realtimePeriod", "burst", "idle");
        shares = limit(f, "shares");
        if (shares != null && shares == 0) {
            shares = null; // as it is
        }
        Long quota = limit(f, "quota");
        Long period = limit(f, "period");
        if (quota != null && quota != 0) {
            long every = period == null || period == 0 ? USUAL_PERIOD : period;
            cpus = (double) quota / every;
        }
        cpuset = list(f, "cpus");
        mems = list(f, "mems");
        return 0;
    }

    private static @Nullable String list(Fields f, String key) {
        String text = f.textOrNull(key);
        return text == null || text.isEmpty() ? null : text;
    }

    private int disks(Fields f) {
        OciForm.unsupported(f, "leafWeight", "weightDevice");
        weight = limit(f, "weight");
        if (weight != null && weight == 0) {
            weight = null;
        }
        rates(
                f,
                "throttleReadBpsDevice",
                (r, n) -> new IoRate(r.device(), n, r.writeBps(), r.readIops(), r.writeIops()));
        rates(
                f,
                "throttleWriteBpsDevice",
                (r, n) -> new IoRate(r.device(), r.readBps(), n, r.readIops(), r.writeIops()));
        rates(
                f,
                "throttleReadIOPSDevice",
                (r, n) -> new IoRate(r.device(), r.readBps(), r.writeBps(), n, r.writeIops()));
        rates(
                f,
                "throttleWriteIOPSDevice",
                (r, n) -> new IoRate(r.device(), r.readBps(), r.writeBps(), r.readIops(), n));
        return 0;
    }

    private interface Set {
        IoRate in(IoRate rate, @Nullable Long value);
    }

    private void rates(Fields f, String key, Set set) {
        if (OciForm.some(f, key)) {
            f.list(
                    key,
                    (v, at) -> ContainerForm.item(v, at, f, d -> {
                        String device = d.requiredInteger("major") + ":" + d.requiredInteger("minor");
                        IoRate before = rates.getOrDefault(device, new IoRate(device, null, null, null, null));
                        Long rate = limit(d, "rate");
                        rates.put(device, set.in(before, rate == null || rate == 0 ? null : rate));
                        return device;
                    }));
        }
    }

    private int network(Fields f) {
        netClass = OciForm.some(f, "classID") ? limit(f, "classID") : null;
        if (OciForm.some(f, "priorities")) {
            f.list(
                    "priorities",
                    (v, at) -> ContainerForm.item(v, at, f, p -> {
                        Long priority = limit(p, "priority");
                        String card = p.requiredText("name");
                        priorities.put(card, priority == null ? 0L : priority);
                        return card;
                    }));
        }
        return 0;
    }

    /// A first rule that denies everything says what is so anyway.
    private static List<DeviceRule> devices(Fields f) {
        var rules = new ArrayList<DeviceRule>();
        f.list("devices", (v, at) -> ContainerForm.item(v, at, f, d -> rule(d, rules)));
        return rules;
    }

    private static boolean rule(Fields f, List<DeviceRule> rules) {
        f.require("allow");
        boolean allow = f.bool("allow", false);
        String type = OciForm.some(f, "type") ? f.text("type", "a") : "a";
        String access = OciForm.some(f, "access") ? f.text("access", "rwm") : "rwm";
        String text = (allow ? "allow " : "deny ")
                + (type.equals("a") ? "a" : type + " " + number(f, "major") + ":" + number(f, "minor") + " " + access);
        if (type.equals("a")) {
            f.get("major");
            f.get("minor");
            if (!allow && rules.isEmpty()) {
                return true;
            }
        }
        var rule = DeviceRule.parse(text);
        if (rule.isEmpty()) {
            f.findings().error("device.rule", f.place("type"), org.darsena.model.Show.value(text));
        }
        return rule.map(rules::add).orElse(false);
    }

    private static String number(Fields f, String key) {
        JsonNode value = f.get(key).orElse(null);
        if (value == null || value.isNull() || value.isIntegralNumber() && value.asLong() == -1) {
            return "*";
        }
        return String.valueOf(f.integer(key, 0));
    }
}
