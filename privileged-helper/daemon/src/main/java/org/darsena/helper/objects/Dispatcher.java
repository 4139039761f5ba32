package org.darsena.helper.objects;

import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Gate;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.BusTransport;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Callers;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.EngineErrors;
import org.darsena.helper.objects.Method.Answer;
import org.darsena.helper.objects.Method.How;
import org.darsena.helper.objects.Method.How.OnJob;
import org.darsena.helper.objects.Method.How.Open;
import org.darsena.helper.objects.Method.How.Reading;
import org.darsena.helper.objects.Method.How.Working;
import org.darsena.helper.objects.Method.Reply;
import org.darsena.helper.request.Refusals;
import org.darsena.runtime.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a call through the gate to what answers it. Who may is decided here by the method's row in [Table], before
/// anything of ours sees the arguments.
///
/// Threads: workers of [org.darsena.helper.bus.Queues].
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Bus bus;
    private final Callers callers;
    private final Gate gate;
    private final Table table;
    private final Work work;
    private final Audit audit;

    Dispatcher(Bus bus, Callers callers, Gate gate, Table table, Work work, Audit audit) {
        this.bus = bus;
        this.callers = callers;
        this.gate = gate;
        this.table = table;
        this.work = work;
        this.audit = audit;
    }

    void serve(Call call) {
        try {
            Method method = method(call);
            Caller caller = callers.of(call.sender());
            answer(caller, call, method);
        } catch (Refusal e) {
            LOG.debug("{}: {}", call, e.getMessage());
            bus.refuse(call, e);
        } catch (EngineException e) {
            LOG.debug("{}", call, e);
            bus.refuse(call, EngineErrors.refusal(e));
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("{}", call, e);
            bus.refuse(call, new Refusal(Errors.FAILED, Map.of("detail", String.valueOf(e))));
        }
    }

    private Method method(Call call) throws Refusal {
        Method method = table.find(call.iface(), call.member())
                .orElseThrow(() -> new Refusal("org.freedesktop.DBus.Error.UnknownMethod", Map.of()));
        if (call.oversized()) {
            throw Refusals.tooLarge("message", BusTransport.MAX_BODY);
        }
        if (!method.in().equals(call.signature())) {
            throw new Refusal("org.freedesktop.DBus.Error.InvalidArgs", Map.of("expected", method.in()));
        }
        return method;
    }

    private void answer(Caller caller, Call call, Method method) throws Refusal, EngineException {
        How how = method.how();
        switch (how) {
            case Open(var answer) -> reply(call, method, answer.answer(caller, call));
            case OnJob(var answer, var recorded) -> {
                Reply reply = recorded ? recorded(caller, call, answer) : answer.answer(caller, call);
                reply(call, method, reply);
            }
            case Reading(var action, var answer) -> {
                try {
                    gate.require(caller, action);
                } catch (Refusal e) {
                    audit.write(caller, action, method.member(), e.error(), 0);
                    throw e;
                }
                reply(call, method, answer.answer(caller, call));
            }
            case Working(var parser) -> work.serve(caller, call, parser.parse(call));
        }
    }

    private Reply recorded(Caller caller, Call call, Answer answer) throws Refusal, EngineException {
        String about = work.about(call);
        return Outcome.of(
                () -> answer.answer(caller, call),
                outcome -> audit.write(caller, "job." + call.member(), about, outcome));
    }

    private void reply(Call call, Method method, Reply reply) {
        if (reply.descriptor() != null) {
            bus.reply(call, reply.descriptor());
        } else {
            bus.reply(call, method.out(), reply.values().toArray());
        }
    }
}
