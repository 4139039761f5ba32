package org.darsena.helper.objects;

import java.util.List;
import java.util.Map;
import org.darsena.api.Names;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.job.JobListener;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// The course of jobs → signals: to the asker in any case, and changes to subscribers of the same user.
///
/// Threads: any.
final class JobSignals implements JobListener {
    static final String JOB = "org.darsena.Helper1.Job";

    private final Bus bus;
    private final Subscribers subscribers;

    JobSignals(Bus bus, Subscribers subscribers) {
        this.bus = bus;
        this.subscribers = subscribers;
    }

    static String path(Job job) {
        return Names.JOBS + job.id();
    }

    @Override
    public void added(Job job) {
        subscribers.tell(
                job.asker().uid(),
                Names.ROOT,
                Changes.OBJECT_MANAGER,
                "InterfacesAdded",
                "oa{sa{sv}}",
                path(job),
                Map.of(JOB, Props.of(job), Changes.PROPERTIES, Map.of()));
    }

    @Override
    public void changed(Job job) {
        Map<String, Variant<?>> state =
                Map.of("State", new Variant<>(job.state().word()));
        subscribers.tell(
                job.asker().uid(),
                path(job),
                Changes.PROPERTIES,
                "PropertiesChanged",
                "sa{sv}as",
                JOB,
                state,
                List.of());
    }

    @Override
    public void progress(Job job, double fraction, String step, Map<String, String> args) {
        if (bus.crowded()) {
            return;
        }
        bus.signal(job.asker().name(), path(job), JOB, "Progress", "dsa{ss}", fraction, step, args);
        Map<String, Variant<?>> now = Map.of("Fraction", new Variant<>(fraction), "Step", new Variant<>(step));
        subscribers.tellOthers(
                job.asker().name(),
                job.asker().uid(),
                path(job),
                Changes.PROPERTIES,
                "PropertiesChanged",
                "sa{sv}as",
                JOB,
                now,
                List.of());
    }

    @Override
    public void started(Job job) {
        bus.signal(job.asker().name(), path(job), JOB, "Started", "");
    }

    @Override
    public void completed(Job job, @Nullable Refusal failure, Map<String, Variant<?>> result) {
        bus.signal(
                job.asker().name(),
                path(job),
                JOB,
                "Completed",
                "sa{ss}a{sv}",
                failure == null ? "" : failure.error(),
                failure == null ? Map.of() : failure.args(),
                result);
    }

    @Override
    public void removed(Job job) {
        subscribers.tell(
                job.asker().uid(),
                Names.ROOT,
                Changes.OBJECT_MANAGER,
                "InterfacesRemoved",
                "oas",
                path(job),
                List.of(JOB, Changes.PROPERTIES));
    }
}
