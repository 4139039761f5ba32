package org.darsena.runtime;

import java.util.List;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.jspecify.annotations.Nullable;

/// The part of an [Engine] that runs labs; methods as there.
public interface LabEngine extends AutoCloseable {
    List<LabInfo> labs();

    LabInfo up(LabDocument lab, @Nullable String name, Owner owner, Progress progress) throws EngineException;

    List<CheckResult> check(String labId, Progress progress) throws EngineException;

    void down(String labId, Progress progress) throws EngineException;

    /// A container was started apart from [#up]: if it is a node of a lab, it is plugged in again and its
    /// start commands are run. FAILED {what: command …} if one fails; the node runs on.
    void started(String containerId, Progress progress) throws EngineException;

    /// A container was stopped on request: if it is a node of a lab, its cards are off when this returns, so that its
    /// addresses answer no more. One that ends by itself is unplugged a moment later.
    void stopped(String containerId);

    /// Throws STATE {what: node} where a container is a node of a lab that is up: it goes with its lab only, for its
    /// links, which would go with it, are its neighbours' too.
    void mayDelete(String containerId) throws EngineException;

    /// Ids of labs whose links and bridges live, so that a sweep leaves them.
    Set<String> livingIds();

    @Override
    void close();
}
