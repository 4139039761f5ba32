package org.darsena.app.client;

import org.jspecify.annotations.Nullable;

/// Which bus the helper is sought on, in D-Bus's own form: `unix:path=/run/…`.
public record BusAddress(String address) {
    private static final String SYSTEM = "unix:path=/var/run/dbus/system_bus_socket";

    /// What `--bus` says, else the variable DARSENA_BUS, else the system bus (also by the name `system`).
    public static BusAddress of(@Nullable String option) {
        String given = option != null ? option : System.getenv("DARSENA_BUS");
        if (given == null || given.isBlank() || given.equals("system")) {
            String system = System.getenv("DBUS_SYSTEM_BUS_ADDRESS");
            return new BusAddress(system == null || system.isBlank() ? SYSTEM : system);
        }
        return new BusAddress(given);
    }
}
