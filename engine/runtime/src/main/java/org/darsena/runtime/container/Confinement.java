package org.darsena.runtime.container;

import java.io.IOException;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Lsm.AppArmor;
import org.darsena.model.container.Lsm.Need;
import org.darsena.model.container.Security;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.lsm.LandlockRules;
import org.darsena.runtime.stage.Ruleset;
import org.darsena.runtime.store.ContainerRecord;
import org.jspecify.annotations.Nullable;

/// What a spec wishes of security modules, and what this machine can.
final class Confinement {
    private Confinement() {}

    /// MISSING where one is required and not to be had.
    static void require(Parts parts, ContainerSpec spec) throws EngineException {
        Lsm lsm = spec.security().lsm();
        if (lsm.apparmor() == AppArmor.REQUIRE && parts.apparmor().lacking() != null) {
            throw missing("lsm.apparmor", parts.apparmor().lacking());
        }
        Landlock landlock = lsm.landlock();
        if (landlock != null && landlock.need() == Need.REQUIRE && lacking(parts, landlock) != null) {
            throw missing("lsm.landlock", lacking(parts, landlock));
        }
    }

    private static EngineException missing(String what, @Nullable String detail) {
        return new EngineException(Kind.MISSING, Map.of("what", what, "detail", detail == null ? "" : detail));
    }

    /// What the kernel's Landlock cannot do of it; null: all can be done.
    private static @Nullable String lacking(Parts parts, Landlock asked) {
        int abi = parts.kernel().landlockAbi();
        return abi >= asked.abi() ? null : "Landlock ABI " + asked.abi() + " > " + abi;
    }

    /// Has the profile loaded, where the machine can and the spec does not forbid it.
    static void ready(Parts parts, ContainerRecord r, Progress progress) throws IOException, EngineException {
        require(parts, r.spec()); // the machine may have booted otherwise since
        Lsm lsm = r.spec().security().lsm();
        String lacking = parts.apparmor().lacking();
        if (lacking != null && lsm.apparmor() == AppArmor.PREFER) {
            progress.step(0.1, "start.unconfined", Map.of("what", lacking));
        } else if (lacking == null && lsm.apparmor() != AppArmor.UNCONFINED) {
            parts.apparmor().hold(r.id(), r.spec());
        }
        Landlock landlock = lsm.landlock();
        String less = landlock == null ? null : lacking(parts, landlock);
        if (less != null) {
            progress.step(0.1, "start.landlock", Map.of("what", less));
        }
    }

    /// What its processes deny themselves.
    static @Nullable Ruleset rules(Parts parts, Security security) {
        Landlock asked = security.lsm().landlock();
        return asked == null ? null : LandlockRules.of(asked, parts.kernel().landlockAbi());
    }
}
