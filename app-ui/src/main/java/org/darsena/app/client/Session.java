package org.darsena.app.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.darsena.api.Job;
import org.darsena.api.Manager;
import org.darsena.api.Names;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// Takes in what the helper tells: objects, their changes, and how jobs go. On the event thread.
final class Session {
    private static final String CONTAINER = "org.darsena.Helper1.Container";
    /// Kind of the job of [Helper#showOthers].
    static final String OTHERS = "others";

    private static final String LAB = "org.darsena.Helper1.Lab";

    private final Events events;
    private final LiveView view;
    private final JobTable jobs;
    private final Views views = new Views();
    private @Nullable Line current;

    Session(Events events, LiveView view, JobTable jobs) {
        this.events = events;
        this.view = view;
        this.jobs = jobs;
    }

    /// Subscribes first and asks for the whole afterwards: what changes in between comes as a signal and is
    /// applied once more, which does no harm since each carries the final value.
    Helper.Connection connected(Line line) {
        current = line;
        on(line, ObjectManager.InterfacesAdded.class, this::added);
        on(line, ObjectManager.InterfacesRemoved.class, s -> removed(s.signalSource.getPath()));
        on(line, Properties.PropertiesChanged.class, this::changed);
        on(line, Job.Progress.class, this::progress);
        on(line, Job.Started.class, s -> jobs.event(s.getPath(), ClientJob::begun));
        on(line, Job.Completed.class, this::completed);
        var about = new Values(line.object(Manager.class, Names.ROOT).Subscribe(Map.of()));
        takeOver(line);
        return new Helper.Connection(true, about.text("authority"), about.text("version"), null);
    }

    /// A line that was given up may still have signals in its queue: they are of a view that is no more.
    private <S extends DBusSignal> void on(Line line, Class<S> type, Consumer<S> handler) {
        line.on(
                type,
                signal -> events.run(() -> {
                    if (line.equals(current)) {
                        handler.accept(signal);
                    }
                }));
    }

    private void takeOver(Line line) {
        views.clear();
        var containers = new ArrayList<ContainerView>();
        var labs = new ArrayList<LabView>();
        line.object(ObjectManager.class, Names.ROOT).GetManagedObjects().forEach((path, interfaces) -> {
            Map<String, Variant<?>> container = interfaces.get(CONTAINER);
            Map<String, Variant<?>> lab = interfaces.get(LAB);
            if (container != null) {
                containers.add(views.container(path.getPath(), container));
            } else if (lab != null) {
                labs.add(views.lab(path.getPath(), lab));
            }
        });
        view.replace(containers, labs);
    }

    private void added(ObjectManager.InterfacesAdded signal) {
        String path = signal.signalSource.getPath();
        Map<String, Variant<?>> container = signal.interfaces.get(CONTAINER);
        Map<String, Variant<?>> lab = signal.interfaces.get(LAB);
        if (container != null) {
            view.put(views.container(path, container));
        } else if (lab != null) {
            view.put(views.lab(path, lab));
        }
    }

    private void removed(String path) {
        views.remove(path);
        if (Views.isContainer(path)) {
            view.removeContainer(Views.id(path));
        } else if (Views.isLab(path)) {
            view.removeLab(Views.id(path));
        }
    }

    private void changed(Properties.PropertiesChanged signal) {
        String path = signal.getPath();
        if (Views.isContainer(path)) {
            ContainerView now = views.containerChanged(path, signal.getPropertiesChanged());
            if (now != null) {
                view.put(now);
            }
        } else if (Views.isLab(path)) {
            LabView now = views.labChanged(path, signal.getPropertiesChanged());
            if (now != null) {
                view.put(now);
            }
        }
    }

    private void progress(Job.Progress s) {
        var now = new org.darsena.app.client.Job.Progress(s.fraction, s.step, Map.copyOf(s.args));
        jobs.event(s.getPath(), job -> job.progressed(now));
    }

    private void completed(Job.Completed s) {
        if (s.error.isEmpty()) {
            Map<String, Object> result = plain(s.result);
            jobs.event(s.getPath(), job -> completed(job, result));
        } else {
            var why = new HelperException(s.error, s.detail);
            jobs.event(s.getPath(), job -> job.failed(why));
        }
    }

    /// What others have is not told of by itself once it may be seen: the whole is asked for again.
    private void completed(ClientJob job, Map<String, Object> result) {
        Line line = current;
        try {
            if (job.kind().equals(OTHERS) && line != null) {
                takeOver(line);
            }
            job.completed(result);
        } catch (HelperException e) {
            job.failed(e);
        }
    }

    private static Map<String, Object> plain(Map<String, Variant<?>> result) {
        var plain = new HashMap<String, Object>();
        result.forEach((key, value) -> plain.put(key, plain(value.getValue())));
        return Map.copyOf(plain);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case UInt16 n -> n.intValue();
            case UInt32 n -> n.intValue();
            case UInt64 n -> n.longValue();
            case Byte n -> (int) n;
            case Short n -> (int) n;
            default -> value;
        };
    }
}
