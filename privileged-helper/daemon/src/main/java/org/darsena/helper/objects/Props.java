package org.darsena.helper.objects;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.darsena.helper.job.Job;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.LabWriter;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.LabInfo;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/// Properties of the objects, as their interfaces in org.darsena.api list them.
final class Props {
    /// Those that can be large; a list of all objects leaves them out when it grows too long for one message.
    static final String DOCUMENT = "Document";

    static final String LABELS = "Labels";

    private static final String DICT = "a{ss}";

    private final Users users;

    Props(Users users) {
        this.users = users;
    }

    Map<String, Variant<?>> of(ContainerInfo info) {
        ContainerSpec spec = info.spec();
        Map<String, Variant<?>> p = new LinkedHashMap<>();
        p.put("Id", text(info.id()));
        p.put("Name", text(spec.name()));
        p.put("Owner", new Variant<>(new UInt32(Integer.toUnsignedLong(info.owner()))));
        p.put("OwnerName", text(users.name(info.owner())));
        p.put("State", text(info.state().name()));
        p.put("Kind", text(spec.kind().name().toLowerCase(Locale.ROOT)));
        p.put("Image", text(spec.image()));
        p.put("Pid", new Variant<>(new UInt32(info.pid())));
        p.put("Created", millis(info.created()));
        p.put("Started", millis(info.started()));
        p.put("ExitCode", new Variant<>(Objects.requireNonNullElse(info.exitCode(), -1)));
        p.put("Reason", text(Objects.requireNonNullElse(info.reason(), "")));
        p.put("Addresses", new Variant<>(info.addresses(), "as"));
        p.put("Lab", text(Objects.requireNonNullElse(info.lab(), "")));
        p.put("Node", text(Objects.requireNonNullElse(info.node(), "")));
        p.put("MemoryLimit", millis(Objects.requireNonNullElse(spec.resources().memoryBytes(), 0L)));
        p.put(
                "CpuLimit",
                new Variant<>(Objects.requireNonNullElse(spec.resources().cpus(), 0.0)));
        p.put("PidsLimit", millis(Objects.requireNonNullElse(spec.resources().pids(), 0L)));
        p.put("OomKills", millis(info.hits().oomKills()));
        p.put("Throttled", millis(info.hits().throttled()));
        p.put("PidsRefused", millis(info.hits().pidsRefused()));
        p.put(LABELS, new Variant<>(spec.labels(), DICT));
        return p;
    }

    Map<String, Variant<?>> of(LabInfo info) {
        Map<String, Variant<?>> p = new LinkedHashMap<>();
        p.put("Id", text(info.id()));
        p.put("Name", text(info.name()));
        p.put("Title", text(Objects.requireNonNullElse(info.document().title(), "")));
        p.put("Owner", new Variant<>(new UInt32(Integer.toUnsignedLong(info.owner()))));
        p.put("OwnerName", text(users.name(info.owner())));
        p.put("State", text(info.state().name()));
        p.put("Started", millis(info.started()));
        p.put(DOCUMENT, text(LabWriter.write(info.document())));
        p.put("Nodes", new Variant<>(info.nodes(), DICT));
        return p;
    }

    static Map<String, Variant<?>> of(Job job) {
        Map<String, Variant<?>> p = new LinkedHashMap<>();
        p.put("Kind", text(job.kind()));
        p.put("Target", text(job.target()));
        p.put("Fraction", new Variant<>(job.step().fraction()));
        p.put("Step", text(job.step().step()));
        p.put("State", text(job.state().word()));
        return p;
    }

    private static Variant<?> text(String text) {
        return new Variant<>(text);
    }

    private static Variant<?> millis(long number) {
        return new Variant<>(new UInt64(number));
    }
}
