package org.darsena.helper.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.darsena.helper.auth.Ask;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.job.Jobs;
import org.darsena.helper.request.Privilege;
import org.darsena.helper.request.Refusals;
import org.darsena.helper.request.Request;
import org.darsena.helper.request.Request.Create;
import org.darsena.helper.request.Request.OnContainer;
import org.darsena.helper.request.Request.OnLab;
import org.darsena.helper.request.Request.ShowOthers;
import org.darsena.helper.request.Request.Up;
import org.darsena.helper.request.Request.Update;
import org.darsena.helper.request.UserNamespaces;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.LabInfo;

/// Looks up what a call is about, as the engine has it now. What the caller may not see is not there
/// (CVE-2020-16121).
///
/// Threads: any.
final class Targets {
    private final Engine engine;
    private final Jobs jobs;
    private final Sight sight;

    Targets(Engine engine, Jobs jobs, Sight sight) {
        this.engine = engine;
        this.jobs = jobs;
        this.sight = sight;
    }

    /// What a request is about, for the prompt and the judgement.
    ///
    /// @param owner whom it belongs to, or will
    /// @param privileged see [Privilege]; empty for an ordinary one
    record Subject(String name, int owner, List<String> privileged) {
        Map<String, String> details() {
            return privileged.isEmpty()
                    ? Map.of("name", name)
                    : Map.of("name", name, "effect", String.join(" ", privileged));
        }

        /// What its privilege is asked for as, each with the part that it is about.
        List<Ask> asks() {
            return Privilege.byAction(privileged).entrySet().stream()
                    .map(e -> new Ask(e.getKey(), new Subject(name, owner, e.getValue()).details()))
                    .toList();
        }
    }

    Subject of(Caller caller, Request request) throws Refusal {
        return switch (request) {
            case Create(var spec, var files, var start) ->
                new Subject(spec.name(), caller.uid(), privileges(caller, caller.uid(), spec));
            case Up(var lab, var name) ->
                new Subject(
                        Objects.requireNonNullElse(name, lab.name()),
                        caller.uid(),
                        Privilege.of(lab, UserNamespaces.MACHINE));
            case ShowOthers() -> new Subject("", caller.uid(), List.of());
            case Update(var id, var limits) -> {
                ContainerInfo info = container(caller, id);
                yield new Subject(info.spec().name(), info.owner(), Privilege.gained(info.spec(), limits));
            }
            case OnContainer on -> {
                ContainerInfo info = container(caller, on.id());
                boolean runs =
                        on instanceof Request.Start || on instanceof Request.Restart || on instanceof Request.Exec;
                List<String> privileges = runs
                        ? privileges(caller, info.owner(), info.spec())
                        : Privilege.of(info.spec(), UserNamespaces.MACHINE);
                yield new Subject(info.spec().name(), info.owner(), privileges);
            }
            case OnLab on -> {
                LabInfo info = lab(caller, on.id());
                yield new Subject(info.name(), info.owner(), List.of());
            }
        };
    }

    /// What enters namespaces of a container reaches what runs there: of one that belongs to another, that
    /// takes what running something in it takes. What the caller may not see is not there. An id comes before
    /// a name, here and in the engine, so that no container of one's own can stand in for another's and then
    /// be taken away.
    private List<String> privileges(Caller caller, int owner, ContainerSpec spec) throws Refusal {
        List<String> all = new ArrayList<>(Privilege.of(spec, UserNamespaces.MACHINE));
        for (String name : new TreeSet<>(spec.spaces().shared().values())) {
            boolean byName = engine.container(name).isEmpty()
                    && engine.containers().stream()
                            .anyMatch(c -> c.owner() == owner && c.spec().name().equals(name));
            if (!byName && container(caller, name).owner() != owner) {
                all.add(Privilege.JOINS + name);
            }
        }
        return List.copyOf(all);
    }

    ContainerInfo container(Caller caller, String id) throws Refusal {
        return engine.container(id)
                .filter(info -> sight.sees(caller, info.owner()))
                .orElseThrow(() -> Refusals.notFound("container", id));
    }

    LabInfo lab(Caller caller, String id) throws Refusal {
        return engine.labs().stream()
                .filter(info -> info.id().equals(id) && sight.sees(caller, info.owner()))
                .findFirst()
                .orElseThrow(() -> Refusals.notFound("lab", id));
    }

    /// A job as its user, or root, may cancel it: who was vouched for to see others' may only see.
    Job cancellable(Caller caller, long id) throws Refusal {
        return jobs.find(id)
                .filter(job -> caller.isRoot() || job.asker().uid() == caller.uid())
                .orElseThrow(() -> Refusals.notFound("job", String.valueOf(id)));
    }

    /// A job as its user, or whoever sees all, may look at it.
    Job job(Caller caller, long id) throws Refusal {
        return jobs.find(id)
                .filter(job -> sight.sees(caller, job.asker().uid()))
                .orElseThrow(() -> Refusals.notFound("job", String.valueOf(id)));
    }

    /// A job as only the connection that asked for it may use it.
    Job ownJob(Caller caller, long id) throws Refusal {
        return jobs.find(id)
                .filter(job -> job.asker().name().equals(caller.name()))
                .orElseThrow(() -> Refusals.notFound("job", String.valueOf(id)));
    }
}
