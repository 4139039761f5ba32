package org.darsena.runtime.verify;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.ContainerCgroup;

/// A running container to look at.
///
/// @param init the host's number of its first process
/// @param monitor of the engine's process that watches it
/// @param others first processes of the other running containers, by name
/// @param exec how to run something in it
public record Subject(
        ContainerSpec spec,
        int init,
        int monitor,
        ContainerCgroup cgroup,
        List<Seen.Plug> plugs,
        Map<String, Integer> others,
        Exec exec) {

    /// Runs a process with the container's own rights; closes the descriptors.
    public interface Exec {
        Session run(ProcessSpec process, Stdio stdio) throws EngineException;
    }

    /// All its processes, its first one in any case.
    Set<Integer> processes() {
        Set<Integer> all = cgroup.pids();
        all.add(init);
        return all;
    }
}
