package org.darsena.runtime.container;

import java.util.concurrent.Executor;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.cgroup.QuickMoves;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.lsm.AppArmor;
import org.darsena.runtime.metrics.Sampler;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.seccomp.Lessons;
import org.darsena.runtime.stage.Stage;
import org.darsena.runtime.store.ContainerStore;
import org.darsena.runtime.store.IdSlots;

/// What the verbs work with; one of each per engine.
///
/// @param background for what is done after a process has ended; its threads may block
record Parts(
        EngineConfig config,
        Kernel kernel,
        Proc proc,
        Stage stage,
        Cgroups cgroups,
        QuickMoves moves,
        Images images,
        ContainerStore store,
        IdSlots slots,
        Networks networks,
        Pins pins,
        MountPins mountPins,
        Lessons lessons,
        Sampler sampler,
        Events events,
        Executor background,
        Machine machine,
        Bundles bundles,
        AppArmor apparmor) {}
