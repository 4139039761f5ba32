package org.darsena.helper.objects;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.helper.auth.Gate;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.objects.Method.Reply;
import org.darsena.helper.request.Refusals;
import org.darsena.helper.request.Requests;
import org.darsena.runtime.Engine;
import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.EngineException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// What is answered at once.
///
/// Threads: any.
final class Answers {
    private static final int MAX_SUBJECT = 128;

    private final Parts parts;
    private final String version;

    /// What the answers are made of.
    record Parts(
            Engine engine,
            Gate gate,
            Sight sight,
            Targets targets,
            Subscribers subscribers,
            Watchers watchers,
            View view) {}

    Answers(Parts parts, String version) {
        this.parts = parts;
        this.version = version;
    }

    Reply subscribe(Caller caller, Call call) throws Refusal {
        Requests.none(call.arguments()[0]);
        if (!parts.subscribers().add(caller)) {
            throw new Refusal(Errors.BUSY, Map.of("what", "subscribers", "limit", "64"));
        }
        return Reply.of(Map.of(
                "version", new Variant<>(version),
                "uid", new Variant<>(new UInt32(Integer.toUnsignedLong(caller.uid()))),
                "authority", new Variant<>(parts.gate().authority())));
    }

    Reply unsubscribe(Caller caller, Call call) {
        parts.subscribers().remove(caller.name());
        return Reply.of();
    }

    Reply images(Caller caller, Call call) {
        return Reply.of(parts.engine().images());
    }

    Reply doctor(Caller caller, Call call) {
        return Reply.of(parts.engine().doctor());
    }

    Reply log(Caller caller, Call call) throws Refusal, EngineException {
        boolean rotated = Requests.rotated(call.arguments()[0]);
        return Reply.of(parts.engine().log(container(caller, call), rotated));
    }

    Reply inspect(Caller caller, Call call) throws Refusal, EngineException {
        return Reply.of(parts.engine().inspect(container(caller, call)));
    }

    Reply verify(Caller caller, Call call) throws Refusal, EngineException {
        return Reply.of(parts.engine().verify(container(caller, call)));
    }

    private String container(Caller caller, Call call) throws Refusal {
        return parts.targets().container(caller, Paths.container(call.path())).id();
    }

    Reply cancel(Caller caller, Call call) throws Refusal {
        parts.targets().cancellable(caller, Paths.job(call.path())).cancel();
        return Reply.of();
    }

    Reply takeTerminal(Caller caller, Call call) throws Refusal {
        FileDescriptor terminal =
                parts.targets().ownJob(caller, Paths.job(call.path())).takeTerminal();
        if (terminal == null) {
            throw new Refusal(Errors.STATE, Map.of("what", "terminal"));
        }
        return Reply.of(terminal);
    }

    Reply resize(Caller caller, Call call) throws Refusal {
        Object[] args = call.arguments();
        session(caller, call).resize(Requests.cells(args[0]), Requests.cells(args[1]));
        return Reply.of();
    }

    Reply signal(Caller caller, Call call) throws Refusal, EngineException {
        session(caller, call).signal(Requests.signal(call.arguments()[0]));
        return Reply.of();
    }

    /// The running process of an exec of the caller's.
    private Session session(Caller caller, Call call) throws Refusal {
        Job job = parts.targets().ownJob(caller, Paths.job(call.path()));
        Session session = job.session();
        if (session == null || job.state().ended()) {
            throw new Refusal(
                    Errors.STATE, Map.of("what", "exec", "state", job.state().word()));
        }
        return session;
    }

    Reply watch(Caller caller, Call call) throws Refusal {
        if (!parts.watchers().add(caller)) {
            throw new Refusal(Errors.BUSY, Map.of("what", "watchers", "limit", String.valueOf(Watchers.PER_USER)));
        }
        return Reply.of();
    }

    Reply unwatch(Caller caller, Call call) {
        parts.watchers().remove(caller.name());
        return Reply.of();
    }

    Reply history(Caller caller, Call call) throws Refusal {
        String subject = (String) call.arguments()[0];
        if (subject.length() > MAX_SUBJECT) {
            throw Refusals.notFound("subject", subject);
        }
        String object = Watchers.object(subject);
        String id = object.substring(object.indexOf('/') + 1);
        if (object.startsWith("container/")) {
            parts.targets().container(caller, id);
        } else if (object.startsWith("link/")) {
            parts.targets().lab(caller, id);
        } else {
            throw Refusals.notFound("subject", subject);
        }
        try {
            return Reply.of(rows(parts.engine().history(subject)));
        } catch (IllegalArgumentException e) {
            throw Refusals.notFound("subject", subject);
        }
    }

    private static double[] rows(List<Figures> history) {
        double[] rows = new double[history.size() * (1 + Figures.COLUMNS)];
        int at = 0;
        for (Figures row : history) {
            rows[at++] = row.millis();
            at = Watchers.put(rows, at, row);
        }
        return rows;
    }

    Reply managedObjects(Caller caller, Call call) {
        return Reply.of(parts.view().all(caller));
    }

    Reply property(Caller caller, Call call) throws Refusal {
        Object[] args = call.arguments();
        Variant<?> value =
                parts.view().of(caller, call.path(), (String) args[0]).get((String) args[1]);
        if (value == null) {
            throw new Refusal("org.freedesktop.DBus.Error.UnknownProperty", Map.of());
        }
        return Reply.of(value);
    }

    Reply properties(Caller caller, Call call) throws Refusal {
        return Reply.of(parts.view().of(caller, call.path(), (String) call.arguments()[0]));
    }

    Reply introspect(Table table, Call call) {
        return Reply.of(Introspection.xml(table, Paths.kind(call.path())));
    }

    Reply machineId() throws Refusal {
        try {
            return Reply.of(Files.readString(Path.of("/etc/machine-id")).strip());
        } catch (IOException e) {
            throw new Refusal(Errors.FAILED, Map.of("detail", "no machine id"));
        }
    }
}
