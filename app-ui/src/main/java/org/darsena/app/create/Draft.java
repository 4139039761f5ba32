package org.darsena.app.create;

import java.util.EnumSet;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;

/// What was answered so far, as it was typed. The answers to begin with make a container that works.
record Draft(Basics basics, Limits limits, Link link, Guard guard) {

    record Basics(ContainerSpec.Kind kind, String name, String command, String image) {
        Basics kind(ContainerSpec.Kind next) {
            return new Basics(next, name, command, image);
        }

        Basics name(String next) {
            return new Basics(kind, next, command, image);
        }

        Basics command(String next) {
            return new Basics(kind, name, next, image);
        }

        Basics image(String next) {
            return new Basics(kind, name, command, next);
        }
    }

    /// A limit, and whether there is one; what was typed stays while there is none.
    record Limit(boolean on, String typed) {}

    /// @param memory bytes, MiB where no unit is given
    /// @param cpu per cent of one processor
    record Limits(Limit memory, Limit cpu, Limit pids) {}

    /// @param network for [Plug#BRIDGE] its name
    /// @param address for [Plug#BRIDGE] in CIDR form; empty: none
    record Link(Plug plug, String network, String address) {}

    /// How it is plugged.
    enum Plug {
        /// out through this machine
        NAT,
        /// into a network without a way out
        BRIDGE,
        /// only to itself
        NONE
    }

    /// @param unprivileged whether it has a user namespace
    /// @param filtered whether it has the system-call filter
    record Guard(boolean unprivileged, boolean filtered, boolean noNewPrivileges, Set<Capability> capabilities) {
        Guard {
            capabilities = Set.copyOf(capabilities);
        }

        /// Whether an administrator has to confirm it.
        boolean needsAdministrator() {
            return !unprivileged || !filtered;
        }
    }

    private static final String WAITS = "sleep infinity";

    static Draft first(String image) {
        return new Draft(
                new Basics(ContainerSpec.Kind.APPLICATION, "", WAITS, image),
                new Limits(new Limit(true, "512 MiB"), new Limit(true, "100 %"), new Limit(true, "256")),
                new Link(Plug.NAT, "lan", ""),
                new Guard(true, true, true, EnumSet.copyOf(Capability.DEFAULT)));
    }

    /// With what its kind wants, where nothing else was answered: a system boots its init, which may reboot itself and
    /// has set-uid programs; an application has a command.
    Draft ofItsKind() {
        boolean system = basics.kind() == ContainerSpec.Kind.SYSTEM;
        String other = system ? WAITS : "";
        String command = basics.command().strip().equals(other) ? (system ? "" : WAITS) : basics.command();
        Set<Capability> held = EnumSet.noneOf(Capability.class);
        held.addAll(guard.capabilities());
        if (system) {
            held.add(Capability.SYS_BOOT);
        } else {
            held.remove(Capability.SYS_BOOT);
        }
        return with(basics.command(command)).with(new Guard(guard.unprivileged(), guard.filtered(), !system, held));
    }

    Draft with(Basics next) {
        return new Draft(next, limits, link, guard);
    }

    Draft with(Limits next) {
        return new Draft(basics, next, link, guard);
    }

    Draft with(Link next) {
        return new Draft(basics, limits, next, guard);
    }

    Draft with(Guard next) {
        return new Draft(basics, limits, link, next);
    }
}
