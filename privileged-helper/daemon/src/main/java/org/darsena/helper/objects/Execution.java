package org.darsena.helper.objects;

import java.io.FileDescriptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.darsena.api.Errors;
import org.darsena.helper.auth.Cancellation.Hook;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Json;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.request.Request;
import org.darsena.helper.request.Request.Check;
import org.darsena.helper.request.Request.Create;
import org.darsena.helper.request.Request.Delete;
import org.darsena.helper.request.Request.Down;
import org.darsena.helper.request.Request.Exec;
import org.darsena.helper.request.Request.FileCapabilities;
import org.darsena.helper.request.Request.Freeze;
import org.darsena.helper.request.Request.Kill;
import org.darsena.helper.request.Request.Restart;
import org.darsena.helper.request.Request.SetFileCapabilities;
import org.darsena.helper.request.Request.ShowOthers;
import org.darsena.helper.request.Request.Start;
import org.darsena.helper.request.Request.Stop;
import org.darsena.helper.request.Request.Thaw;
import org.darsena.helper.request.Request.Up;
import org.darsena.helper.request.Request.Update;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what has been authorised.
///
/// Threads: any; blocks until done.
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final long HANG_UP_SECONDS = 2;

    private final Engine engine;
    private final Sight sight;

    Execution(Engine engine, Sight sight) {
        this.engine = engine;
        this.sight = sight;
    }

    /// What it made, by name.
    Map<String, Variant<?>> run(Caller caller, Request request, Job job)
            throws Refusal, EngineException, InterruptedException {
        Owner owner = new Owner(caller.uid());
        switch (request) {
            case Create create -> {
                return create(create, owner, job);
            }
            case Up(var lab, var name) -> {
                return Map.of(
                        "lab",
                        new Variant<>(
                                engine.up(lab, name, owner, job.progress()).id()));
            }
            case Check(var id) -> {
                return Map.of("checks", new Variant<>(json(engine.check(id, job.progress()))));
            }
            case Exec exec -> {
                return Map.of("exit", new Variant<>(exec(exec, job)));
            }
            case FileCapabilities(var id, var path) -> {
                return Map.of("file", new Variant<>(engine.fileCapabilities(id, path)));
            }
            case SetFileCapabilities(var id, var path, var wanted) -> {
                return Map.of("file", new Variant<>(engine.setFileCapabilities(id, path, wanted)));
            }
            case ShowOthers() -> sight.showAll(caller);
            case Start(var id, var attachments) -> engine.start(id, attachments, job.progress());
            case Stop(var id, var seconds) -> engine.stop(id, seconds, job.progress());
            case Kill(var id, var signal) -> engine.kill(id, signal);
            case Restart(var id) -> engine.restart(id, job.progress());
            case Freeze(var id) -> engine.freeze(id);
            case Thaw(var id) -> engine.thaw(id);
            case Delete(var id, var force) -> engine.delete(id, force, job.progress());
            case Update(var id, var limits) -> engine.update(id, limits);
            case Down(var id) -> engine.down(id, job.progress());
        }
        return Map.of();
    }

    /// A container that was to be started at once and could not be is not left behind.
    private Map<String, Variant<?>> create(Create create, Owner owner, Job job) throws EngineException {
        ContainerInfo made = engine.create(create.spec(), owner, create.attachments(), job.progress());
        if (create.start()) {
            try {
                engine.start(made.id(), job.progress());
            } catch (EngineException e) {
                engine.delete(made.id(), true, Engine.Progress.NONE);
                throw e;
            }
        }
        return Map.of("container", new Variant<>(made.id()));
    }

    private int exec(Exec exec, Job job) throws Refusal, EngineException, InterruptedException {
        if (job.cancelled()) {
            exec.discard();
            throw new Refusal(Errors.CANCELLED, Map.of());
        }
        AtomicBoolean over = new AtomicBoolean();
        try (Session session = engine.exec(exec.id(), exec.process(), stdio(exec.stdio()))) {
            if (exec.columns() > 0 && exec.rows() > 0) {
                session.resize(exec.columns(), exec.rows());
            }
            try (Hook hook = job.onCancel(() -> hangUp(session, over))) {
                job.started(session);
                int exit = session.await();
                if (job.cancelled()) {
                    throw new Refusal(Errors.CANCELLED, Map.of());
                }
                return exit;
            }
        } finally {
            over.set(true);
        }
    }

    /// With a terminal the engine makes its own streams.
    private static Stdio stdio(List<FileDescriptor> streams) {
        return streams.isEmpty()
                ? new Stdio(new FileDescriptor(), new FileDescriptor(), new FileDescriptor())
                : new Stdio(streams.get(0), streams.get(1), streams.get(2));
    }

    /// As when a terminal is closed: most end by that; those that don't are killed.
    private static void hangUp(Session session, AtomicBoolean over) {
        Thread.ofVirtual().name("hang-up").start(() -> {
            try {
                session.signal("HUP");
                session.signal("CONT");
                for (int i = 0; i < HANG_UP_SECONDS * 20 && !over.get(); i++) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                if (!over.get()) {
                    session.signal("KILL");
                }
            } catch (EngineException e) {
                // it has ended by itself
                LOG.debug("hang-up", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static String json(List<CheckResult> results) {
        return Json.list(
                results,
                r -> "{" + Json.pair("name", Json.string(r.name())) + ","
                        + Json.pair("node", Json.string(r.node())) + ","
                        + Json.pair("expect", Json.string(r.expect())) + ","
                        + Json.pair("held", String.valueOf(r.held())) + ","
                        + Json.pair("detail", Json.string(r.detail())) + ","
                        + Json.pair("millis", String.valueOf(r.millis())) + "}");
    }
}
