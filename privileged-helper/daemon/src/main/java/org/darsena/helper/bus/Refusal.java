package org.darsena.helper.bus;

import java.util.Map;
import java.util.TreeMap;

/// A call that is answered with an error: its name on the bus and what the client needs for a sentence.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final transient Map<String, String> args;

    /// @param error a name of org.darsena.api.Errors, or a standard one of D-Bus
    public Refusal(String error, Map<String, String> args) {
        super(error + " " + args, null, false, false);
        this.error = error;
        this.args = new TreeMap<>(args);
    }

    public String error() {
        return error;
    }

    public Map<String, String> args() {
        return args;
    }
}
