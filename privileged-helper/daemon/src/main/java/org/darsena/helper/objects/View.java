package org.darsena.helper.objects;

import java.util.LinkedHashMap;
import java.util.Map;
import org.darsena.api.Names;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.job.Jobs;
import org.darsena.runtime.Engine;
import org.freedesktop.dbus.types.Variant;

/// Objects with their properties, as one caller sees them.
///
/// Threads: any.
final class View {
    /// A reply larger than a message may be would cost us the connection (32 MiB on the system bus); beyond this
    /// the large properties are left out of the list, and are to be asked for one by one.
    private static final int MAX_TEXT = 8 << 20;

    private final Engine engine;
    private final Jobs jobs;
    private final Sight sight;
    private final Targets targets;
    private final Props props;

    View(Engine engine, Jobs jobs, Sight sight, Targets targets, Props props) {
        this.engine = engine;
        this.jobs = jobs;
        this.sight = sight;
        this.targets = targets;
        this.props = props;
    }

    /// For GetManagedObjects: path → interface → properties.
    Map<String, Map<String, Map<String, Variant<?>>>> all(Caller caller) {
        Map<String, Map<String, Map<String, Variant<?>>>> objects = new LinkedHashMap<>();
        Budget budget = new Budget();
        engine.containers().stream()
                .filter(info -> sight.sees(caller, info.owner()))
                .forEach(info -> objects.put(
                        Names.CONTAINERS + info.id(), object(Changes.CONTAINER, budget.spend(props.of(info)))));
        engine.labs().stream()
                .filter(info -> sight.sees(caller, info.owner()))
                .forEach(
                        info -> objects.put(Names.LABS + info.id(), object(Changes.LAB, budget.spend(props.of(info)))));
        for (Job job : jobs.all()) {
            if (sight.sees(caller, job.asker().uid())) {
                objects.put(JobSignals.path(job), object(JobSignals.JOB, Props.of(job)));
            }
        }
        return objects;
    }

    private static Map<String, Map<String, Variant<?>>> object(String iface, Map<String, Variant<?>> props) {
        return Map.of(iface, props, Changes.PROPERTIES, Map.of());
    }

    /// Properties of one object; none of an interface that it has not.
    Map<String, Variant<?>> of(Caller caller, String path, String iface) throws Refusal {
        Map<String, Map<String, Variant<?>>> its = switch (Paths.kind(path)) {
            case CONTAINER -> Map.of(Changes.CONTAINER, props.of(targets.container(caller, Paths.container(path))));
            case LAB -> Map.of(Changes.LAB, props.of(targets.lab(caller, Paths.lab(path))));
            case JOB -> Map.of(JobSignals.JOB, Props.of(targets.job(caller, Paths.job(path))));
            case ROOT, METRICS, FOLDER, NOTHING -> Map.of();
        };
        // an empty name means all interfaces, says the specification
        return iface.isEmpty() ? its.values().stream().findFirst().orElse(Map.of()) : its.getOrDefault(iface, Map.of());
    }

    /// How much text may still go into one message.
    private static final class Budget {
        private int left = MAX_TEXT;

        Map<String, Variant<?>> spend(Map<String, Variant<?>> props) {
            for (String large : new String[] {Props.DOCUMENT, Props.LABELS}) {
                Variant<?> value = props.get(large);
                int size = value == null ? 0 : value.getValue().toString().length();
                if (size > left) {
                    props.remove(large);
                } else {
                    left -= size;
                }
            }
            return props;
        }
    }
}
