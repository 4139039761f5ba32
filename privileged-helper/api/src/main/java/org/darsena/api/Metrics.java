package org.darsena.api;

import java.util.List;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt64;

/// Figures, at [Names#METRICS]. A row has [#COLUMNS] values: CPU (1.0 = one processor), memory (bytes),
/// received and sent (bytes a second; of a link: a to b and b to a), pids; NaN: not known.
@DBusInterfaceName("org.darsena.Helper1.Metrics")
public interface Metrics extends DBusInterface {
    int COLUMNS = 5;

    /// From now on the caller gets [Index] when its subjects change and [Sample] once a second.
    void Watch();

    void Unwatch();

    /// Rows of the last 10 minutes of a subject, oldest first, each preceded by its time in ms since the epoch.
    List<Double> History(String subject);

    /// The subjects of the samples that follow, `container/ID` or `link/LAB/N`, in order.
    class Index extends DBusSignal {
        public final List<String> subjects;

        public Index(String path, List<String> subjects) throws DBusException {
            super(path, subjects);
            this.subjects = subjects;
        }
    }

    /// One tick: a row for each subject of the last [Index], one after the other.
    class Sample extends DBusSignal {
        public final UInt64 millis;
        public final List<Double> values;

        public Sample(String path, UInt64 millis, List<Double> values) throws DBusException {
            super(path, millis, values);
            this.millis = millis;
            this.values = values;
        }
    }
}
