package org.darsena.runtime.bench;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The same works through the helper on a bus: a class of the client, which this module does not know, so by name. It
/// gives milliseconds for `start`, `start-lo` and `exec`.
final class DBus {
    private static final String CLIENT = "org.darsena.app.bench.DBusWorks";

    private DBus() {}

    /// Null where no bus was given (property `bench.bus`).
    @SuppressWarnings("unchecked") // the class says so
    static @Nullable ToDoubleFunction<String> works() throws ReflectiveOperationException {
        String bus = System.getProperty("bench.bus", "");
        if (bus.isEmpty()) {
            return null;
        }
        return Class.forName(CLIENT)
                .asSubclass(ToDoubleFunction.class)
                .getConstructor(String.class)
                .newInstance(bus);
    }
}
