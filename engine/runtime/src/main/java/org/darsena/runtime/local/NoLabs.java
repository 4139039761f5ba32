package org.darsena.runtime.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabEngine;
import org.darsena.runtime.LabInfo;
import org.jspecify.annotations.Nullable;

/// An engine of containers alone.
final class NoLabs implements LabEngine {
    @Override
    public List<LabInfo> labs() {
        return List.of();
    }

    @Override
    public LabInfo up(LabDocument lab, @Nullable String name, Owner owner, Progress progress) throws EngineException {
        throw new EngineException(Kind.MISSING, Map.of("what", "labs"));
    }

    @Override
    public List<CheckResult> check(String labId, Progress progress) throws EngineException {
        throw new EngineException(Kind.NOT_FOUND, Map.of("what", "lab", "id", labId));
    }

    @Override
    public void down(String labId, Progress progress) throws EngineException {
        throw new EngineException(Kind.NOT_FOUND, Map.of("what", "lab", "id", labId));
    }

    @Override
    public Set<String> livingIds() {
        return Set.of();
    }

    @Override
    public void close() {}
}
