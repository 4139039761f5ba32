package org.darsena.runtime.container;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.cgroup.Devices;

/// Which capabilities can be given to a container at all.
final class Grants {
    private final Parts parts;

    Grants(Parts parts) {
        this.parts = parts;
    }

    /// In a user namespace of its own everything; else what our root has, less the making of devices where nothing
    /// else (v1's device list, v2's program) keeps it from the machine's disks.
    Set<Capability> of(ContainerSpec spec) {
        if (spec.namespaces().contains(Namespace.USER)) {
            return EnumSet.allOf(Capability.class);
        }
        Set<Capability> some = EnumSet.noneOf(Capability.class);
        some.addAll(parts.machine().capabilities());
        if (parts.cgroups().layout().of("devices").isEmpty() && !Devices.possible()) {
            some.remove(Capability.MKNOD);
        }
        return some;
    }

    /// Throws MISSING where the spec asks by name for one that cannot be given. All of them at once are as many as
    /// there are.
    void require(ContainerSpec spec) throws EngineException {
        Set<Capability> asked = EnumSet.noneOf(Capability.class);
        asked.addAll(spec.security().capAdd());
        spec.security().capabilitySets().values().forEach(asked::addAll);
        if (asked.size() == Capability.values().length) {
            return;
        }
        asked.removeAll(of(spec));
        for (Capability lacking : asked) {
            throw new EngineException(Kind.MISSING, Map.of("what", "capability", "name", lacking.label()));
        }
    }
}
