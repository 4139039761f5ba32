package org.freedesktop.PolicyKit1;

import org.freedesktop.dbus.exceptions.DBusExecutionException;

/// Named after polkit's errors, which dbus-java makes of the class's name.
@SuppressWarnings("JavaLangClash")
public final class Error {
    private Error() {}

    /// The person put the dialog away.
    public static final class Cancelled extends DBusExecutionException {
        private static final long serialVersionUID = 1L;

        public Cancelled(String message) {
            super(message);
        }
    }
}
