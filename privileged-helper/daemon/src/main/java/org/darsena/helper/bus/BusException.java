package org.darsena.helper.bus;

/// The bus could not be reached, or would not give us our name. The message is a sentence.
public final class BusException extends Exception {
    private static final long serialVersionUID = 1L;

    public BusException(String message) {
        super(message);
    }

    public BusException(String message, Throwable cause) {
        super(message, cause);
    }
}
