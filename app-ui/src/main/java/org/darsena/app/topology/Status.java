package org.darsena.app.topology;

import java.util.List;
import java.util.Map;
import org.darsena.app.theme.Tone;
import org.jspecify.annotations.Nullable;

/// How what is drawn is doing just now.
///
/// @param lights of machines, by name; one that has none is drawn without
/// @param wires by number of cable; empty where nothing runs: then cables are mere lines
public record Status(Map<String, Tone> lights, List<Wire> wires) {
    /// Of a lab that does not run.
    public static final Status OFF = new Status(Map.of(), List.of());

    public Status {
        lights = Map.copyOf(lights);
        wires = List.copyOf(wires);
    }

    /// A cable.
    ///
    /// @param fromUp whether the machine at this end runs; networks always do
    /// @param rate what goes through it, as it is written on it; empty: nothing is written
    /// @param busy whether that is much
    /// @param badge what is known of the routers at its ends; null: nothing
    public record Wire(
            boolean fromUp,
            boolean toUp,
            String rate,
            boolean busy,
            @Nullable Badge badge) {
        boolean up() {
            return fromUp && toUp;
        }
    }

    /// A word on a cable, such as `OSPF Full`.
    public record Badge(Tone tone, String text) {}

    /// The cable's state; null where nothing runs.
    @Nullable
    Wire wire(int cable) {
        return cable < wires.size() ? wires.get(cable) : null;
    }
}
