package org.darsena.helper.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Action;
import org.darsena.helper.auth.Ask;
import org.darsena.helper.auth.Gate;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.job.Jobs;
import org.darsena.helper.objects.Targets.Subject;
import org.darsena.helper.request.Refusals;
import org.darsena.helper.request.Request;
import org.darsena.helper.request.Request.Create;
import org.darsena.helper.request.Request.Exec;
import org.darsena.helper.request.Request.Restart;
import org.darsena.helper.request.Request.SetFileCapabilities;
import org.darsena.helper.request.Request.Start;
import org.darsena.helper.request.Request.Up;
import org.darsena.helper.request.Request.Update;
import org.darsena.runtime.EngineException;
import org.freedesktop.dbus.types.Variant;

/// The way of everything that changes something: a job is made and its path answered at once; then the authority is
/// asked, the target looked at again, the request carried out, and all of it put on record.
///
/// Threads: [#serve] a worker of the bus; the rest a thread of the job's.
final class Work {
    private final Bus bus;
    private final Gate gate;
    private final Jobs jobs;
    private final Targets targets;
    private final Execution execution;
    private final Audit audit;

    Work(Bus bus, Gate gate, Jobs jobs, Targets targets, Execution execution, Audit audit) {
        this.bus = bus;
        this.gate = gate;
        this.jobs = jobs;
        this.targets = targets;
        this.execution = execution;
        this.audit = audit;
    }

    void serve(Caller caller, Call call, Request request) throws Refusal {
        Subject subject;
        Job job;
        try {
            subject = targets.of(caller, request);
            job = jobs.open(caller, request.kind(), subject.name());
        } catch (Refusal e) {
            request.discard();
            throw e;
        }
        bus.reply(call, "o", JobSignals.path(job));
        jobs.start(job, (j, running) -> recorded(caller, request, subject, j, running));
    }

    /// What a call on a job is about, for the record.
    String about(Call call) throws Refusal {
        return jobs.find(Paths.job(call.path()))
                .map(job -> job.kind() + "/" + job.target())
                .orElse("?");
    }

    private Map<String, Variant<?>> recorded(
            Caller caller, Request request, Subject subject, Job job, Jobs.Running running)
            throws Refusal, EngineException, InterruptedException {
        long since = System.nanoTime();
        return Outcome.of(
                () -> authorised(caller, request, subject, job, running),
                outcome ->
                        audit.write(caller, action(request, caller, subject), subject.name(), outcome, millis(since)));
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private Map<String, Variant<?>> authorised(
            Caller caller, Request request, Subject subject, Job job, Jobs.Running running)
            throws Refusal, EngineException, InterruptedException {
        boolean handedOver = false;
        try {
            for (Ask ask : asks(caller, request, subject)) {
                gate.require(caller, ask, job.authorisation());
            }
            // a prompt may have taken minutes
            if (!targets.of(caller, request).equals(subject)) {
                throw Refusals.notFound("container", subject.name());
            }
            running.begin();
            handedOver = true;
            return execution.run(caller, request, job);
        } finally {
            if (!handedOver) {
                request.discard();
            }
        }
    }

    /// Usually one; what is another's and unconfined takes two, and each kind of privilege its own. What makes a
    /// privileged one asks for that alone.
    static List<Ask> asks(Caller caller, Request request, Subject subject) {
        List<Ask> asks = new ArrayList<>();
        boolean others = subject.owner() != caller.uid();
        boolean privileged = !subject.privileged().isEmpty() && givesItsPrivilege(request);
        if (others) {
            asks.add(new Ask(Objects.requireNonNull(request.action().onOthers()), subject.details()));
        }
        if (privileged) {
            asks.addAll(subject.asks());
        }
        if (asks.isEmpty()) {
            asks.add(new Ask(request.action(), subject.details()));
        }
        return asks;
    }

    /// Whether what is asked runs something in the container, so that its privilege becomes the asker's; or
    /// gives it, or those in it, more.
    private static boolean givesItsPrivilege(Request request) {
        return request instanceof Create
                || request instanceof Up
                || request instanceof Start
                || request instanceof Restart
                || request instanceof Update
                || request instanceof Exec
                || request instanceof SetFileCapabilities;
    }

    private static Action action(Request request, Caller caller, Subject subject) {
        return asks(caller, request, subject).getFirst().action();
    }
}
