package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.darsena.model.Show;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Controls.IoRate;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Resources;
import org.jspecify.annotations.Nullable;

/// The keys of limits, read and written.
final class ResourcesForm {
    private static final DeviceRule NO_RULE = new DeviceRule(false, 'a', DeviceRule.ANY, DeviceRule.ANY, "rwm");
    private static final long MAX_CLASS = 0xffff_ffffL;

    private ResourcesForm() {}

    /// A limit that is left out is as in `base`; one that is null is lifted.
    static Resources read(Fields f, Resources base) {
        return new Resources(
                Amounts.bytes(f, "memory", base.memoryBytes()),
                Amounts.decimal(f, "cpus", base.cpus()),
                Amounts.whole(f, "cpuShares", base.cpuShares()),
                Amounts.whole(f, "pids", base.pids()),
                controls(f, base.more()));
    }

    private static Controls controls(Fields f, Controls base) {
        return new Controls(
                Amounts.bytes(f, "swap", base.swapBytes()),
                Amounts.bytes(f, "memoryLow", base.memoryLow()),
                Amounts.bytes(f, "memoryHigh", base.memoryHigh()),
                text(f, "cpuset", base.cpusetCpus()),
                text(f, "cpusetMems", base.cpusetMems()),
                Amounts.whole(f, "ioWeight", base.ioWeight()),
                lifted(f, "ioRates")
                        ? Controls.NONE.ioRates()
                        : f.listOr("ioRates", base.ioRates(), (v, at) -> ContainerForm.item(v, at, f, r -> rate(r))),
                amounts(f, "hugetlb", base.hugetlb()),
                netClass(f, base.netClass()),
                amounts(f, "netPriorities", base.netPriorities()),
                lifted(f, "devices")
                        ? Controls.NONE.devices()
                        : f.listOr("devices", base.devices(), (v, at) -> device(v, at, f)),
                f.bool("perfEvent", base.perfEvent()),
                f.bool("delegate", base.delegate()));
    }

    private static boolean lifted(Fields f, String key) {
        return f.get(key).filter(JsonNode::isNull).isPresent();
    }

    private static @Nullable String text(Fields f, String key, @Nullable String orElse) {
        return f.get(key).isEmpty() ? orElse : f.textOrNull(key);
    }

    private static IoRate rate(Fields f) {
        return new IoRate(
                f.requiredText("device"),
                Amounts.bytes(f, "readBps", null),
                Amounts.bytes(f, "writeBps", null),
                Amounts.whole(f, "readIops", null),
                Amounts.whole(f, "writeIops", null));
    }

    private static Map<String, Long> amounts(Fields f, String key, Map<String, Long> orElse) {
        if (f.get(key).isEmpty()) {
            return orElse;
        }
        return lifted(f, key) ? Map.of() : f.map(key, (v, at) -> Amounts.bytesAt(v, at, f.findings()));
    }

    /// A number, or `MAJOR:MINOR` in hexadecimal as tc(8) writes it.
    private static @Nullable Long netClass(Fields f, @Nullable Long orElse) {
        JsonNode value = f.get("netClass").orElse(null);
        if (value != null && value.isTextual()) {
            String text = value.textValue();
            if (text.matches("[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}")) {
                String[] parts = text.split(":");
                return (Long.parseLong(parts[0], 16) << 16 | Long.parseLong(parts[1], 16)) & MAX_CLASS;
            }
            f.wrong("netClass", value, "MAJOR:MINOR");
            return orElse;
        }
        return Amounts.whole(f, "netClass", orElse);
    }

    private static DeviceRule device(JsonNode value, String at, Fields f) {
        if (!value.isTextual()) {
            f.findings().error("json.type", at, Show.value(value.toString()), "string");
            return NO_RULE;
        }
        return DeviceRule.parse(value.textValue()).orElseGet(() -> {
            f.findings().error("devices.form", at, Show.value(value.textValue()));
            return NO_RULE;
        });
    }

    static ObjectNode write(Resources limits) {
        Controls more = limits.more();
        var out = new Out()
                .orNull("memory", limits.memoryBytes())
                .orNull("cpus", limits.cpus())
                .orNull("cpuShares", limits.cpuShares())
                .orNull("pids", limits.pids())
                .some("swap", more.swapBytes())
                .some("memoryLow", more.memoryLow())
                .some("memoryHigh", more.memoryHigh())
                .some("cpuset", more.cpusetCpus())
                .some("cpusetMems", more.cpusetMems())
                .some("ioWeight", more.ioWeight())
                .some("ioRates", Out.array(more.ioRates(), ResourcesForm::rate))
                .someAmounts("hugetlb", more.hugetlb())
                .some("netClass", more.netClass())
                .someAmounts("netPriorities", more.netPriorities())
                .some(
                        "devices",
                        Out.texts(more.devices().stream()
                                .map(DeviceRule::document)
                                .toList()));
        if (more.perfEvent()) {
            out.put("perfEvent", true);
        }
        return (more.delegate() ? out.put("delegate", true) : out).node();
    }

    private static ObjectNode rate(IoRate rate) {
        return new Out()
                .put("device", rate.device())
                .some("readBps", rate.readBps())
                .some("writeBps", rate.writeBps())
                .some("readIops", rate.readIops())
                .some("writeIops", rate.writeIops())
                .node();
    }
}
