package org.darsena.api;

import java.util.Map;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;

/// Work under way, at [Names#JOBS] + number; visible to who asked for it and to root. Its signals go to the
/// asker, none before the reply that names it. It goes a minute after its end. Properties: `Kind` s, `Target`
/// s, `Fraction` d, `Step` s, `State` s (`waiting` for authorisation, `running`, `done`, `failed`,
/// `cancelled`).
@DBusInterfaceName("org.darsena.Helper1.Job")
public interface Job extends DBusInterface {

    /// Asks it to stop and undo; a process of Exec is hung up.
    void Cancel();

    /// The master side of an ExecTerminal's terminal; once, and only to the connection that asked.
    FileDescriptor TakeTerminal();

    /// Size of an ExecTerminal's terminal in cells, each 1–1000.
    void Resize(int columns, int rows);

    /// Signals an Exec's process, by name: `INT`.
    void Signal(String signal);

    /// How far it is: `fraction` 0–1 or -1 (unknown), the id of the step and its arguments.
    class Progress extends DBusSignal {
        public final double fraction;
        public final String step;
        public final Map<String, String> args;

        public Progress(String path, double fraction, String step, Map<String, String> args) throws DBusException {
            super(path, fraction, step, args);
            this.fraction = fraction;
            this.step = step;
            this.args = args;
        }
    }

    /// For Exec: the process runs; a terminal may be taken now.
    class Started extends DBusSignal {
        public Started(String path) throws DBusException {
            super(path);
        }
    }

    /// It has ended, said exactly once. `error` is empty when it did what was asked, else a name of [Errors];
    /// `detail` its arguments; `result` what it made.
    class Completed extends DBusSignal {
        public final String error;
        public final Map<String, String> detail;
        public final Map<String, Variant<?>> result;

        public Completed(String path, String error, Map<String, String> detail, Map<String, Variant<?>> result)
                throws DBusException {
            super(path, error, detail, result);
            this.error = error;
            this.detail = detail;
            this.result = result;
        }
    }
}
