package org.darsena.helper.bus;

/// A call of ours got an error, or no answer in time ([#NO_REPLY]).
public final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";
    public static final String DISCONNECTED = "org.freedesktop.DBus.Error.Disconnected";

    private final String error;

    CallFailed(String error, String message) {
        super(error + ": " + message);
        this.error = error;
    }

    /// The error's name on the bus.
    public String error() {
        return error;
    }
}
