package org.darsena.runtime.local;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.plan.Facts;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.LabEngine;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.container.ContainerEngine;
import org.darsena.runtime.container.Containers;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.doctor.Doctor;
import org.darsena.runtime.lab.LabRuntime;
import org.jspecify.annotations.Nullable;

/// This machine's kernel as an [Engine]. One per state folder; closing it leaves everything running.
public final class LocalEngine implements Engine {
    private final ContainerEngine core;
    private final Containers containers;
    private final LabEngine labs;

    private LocalEngine(ContainerEngine core, LabEngine labs) {
        this.core = core;
        this.containers = core.containers();
        this.labs = labs;
    }

    /// Takes over what runs. EXISTS: another engine works in the same state folder.
    public static LocalEngine open(EngineConfig config) throws EngineException {
        ContainerEngine core = ContainerEngine.open(config);
        try {
            LabEngine labs = LabRuntime.open(core);
            core.containers().sweepNetwork(labs.livingIds());
            return new LocalEngine(core, labs);
        } catch (IOException e) {
            core.close();
            throw Failures.of(e);
        }
    }

    /// For labs, tests and benches.
    public ContainerEngine core() {
        return core;
    }

    @Override
    public List<ContainerInfo> containers() {
        return containers.all();
    }

    @Override
    public Optional<ContainerInfo> container(String id) {
        return containers.find(id);
    }

    @Override
    public ContainerInfo create(ContainerSpec spec, Owner owner, Attachments attachments, Progress progress)
            throws EngineException {
        return containers.create(spec, owner, attachments, progress);
    }

    @Override
    public void start(String id, Attachments attachments, Progress progress) throws EngineException {
        containers.start(id, attachments, progress);
        labs.started(id, progress);
    }

    @Override
    public void stop(String id, @Nullable Integer seconds, Progress progress) throws EngineException {
        containers.stop(id, seconds, progress);
        labs.stopped(id);
    }

    @Override
    public void kill(String id, String signal) throws EngineException {
        containers.kill(id, signal);
    }

    @Override
    public void restart(String id, Progress progress) throws EngineException {
        containers.restart(id, progress);
        labs.started(id, progress);
    }

    @Override
    public void freeze(String id) throws EngineException {
        containers.freeze(id);
    }

    @Override
    public void thaw(String id) throws EngineException {
        containers.thaw(id);
    }

    @Override
    public void update(String id, ResourcesPatch limits) throws EngineException {
        containers.update(id, limits);
    }

    @Override
    public void delete(String id, boolean force, Progress progress) throws EngineException {
        labs.mayDelete(id);
        containers.delete(id, force, progress);
    }

    @Override
    public Session exec(String id, ProcessSpec process, Stdio stdio) throws EngineException {
        return containers.exec(id, process, stdio);
    }

    @Override
    public FileDescriptor log(String id, boolean rotated) throws EngineException {
        return containers.log(id, rotated);
    }

    @Override
    public String inspect(String id) throws EngineException {
        return containers.inspect(id);
    }

    @Override
    public String verify(String id) throws EngineException {
        return containers.verify(id);
    }

    @Override
    public String fileCapabilities(String id, String path) throws EngineException {
        return containers.fileCapabilities(id, path);
    }

    @Override
    public String setFileCapabilities(String id, String path, @Nullable FileCapabilities wanted)
            throws EngineException {
        return containers.setFileCapabilities(id, path, wanted);
    }

    @Override
    public List<LabInfo> labs() {
        return labs.labs();
    }

    @Override
    public LabInfo up(LabDocument lab, @Nullable String name, Owner owner, Progress progress) throws EngineException {
        return labs.up(lab, name, owner, progress);
    }

    @Override
    public List<CheckResult> check(String labId, Progress progress) throws EngineException {
        return labs.check(labId, progress);
    }

    @Override
    public void down(String labId, Progress progress) throws EngineException {
        labs.down(labId, progress);
    }

    @Override
    public String images() {
        return new ImageList(core).json();
    }

    @Override
    public String doctor() {
        return new Doctor(
                        core.cgroups().layout(),
                        new Facts.Machine(
                                core.cgroups().trees(),
                                core.cgroups().parent(),
                                core.config().state().resolve("containers").toString()),
                        core.quickMoves(),
                        core.networks().host())
                .json();
    }

    @Override
    public List<Figures> history(String subject) {
        List<Figures> rows = core.sampler().history(subject);
        if (rows == null) {
            throw new IllegalArgumentException("no such subject: " + subject);
        }
        return rows;
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        return core.events().listen(listener);
    }

    @Override
    public AutoCloseable sample(SampleListener listener) {
        return core.sampler().listen(listener);
    }

    /// Removes every lab and container, running ones too, and our own cgroups: for tests, and before a removal of the
    /// program.
    public void destroyAll() throws EngineException {
        for (LabInfo lab : labs.labs()) {
            labs.down(lab.id(), Progress.NONE);
        }
        core.destroyAll();
    }

    @Override
    public void close() {
        labs.close();
        core.close();
    }
}
