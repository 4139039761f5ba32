package org.darsena.api;

import org.freedesktop.dbus.exceptions.DBusExecutionException;

/// A call that the helper refused or failed. The message is the JSON object of its arguments.
///
/// dbus-java keeps the name of an error only where a class of that name exists: those are nested in
/// [org.darsena.Helper1.Error], and a test holds them equal to [Errors].
public abstract class HelperError extends DBusExecutionException {
    private static final long serialVersionUID = 1L;

    protected HelperError(String args) {
        super(args);
    }

    /// Its name on the bus, one of [Errors].
    public final String error() {
        return getClass().getName().replace('$', '.');
    }
}
