package org.darsena.app.client;

import java.util.Map;

/// A refusal or failure, by name and arguments. The sentence is made by [org.darsena.app.text.Sentences].
public final class HelperException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The helper is not on the bus, or there is no bus; not an error of org.darsena.api.Errors.
    public static final String ABSENT = "absent";

    /// The line broke while the call was under way.
    public static final String BROKEN = "broken";

    private final String error;
    private final transient Map<String, String> args;

    public HelperException(String error, Map<String, String> args) {
        super(error + " " + args);
        this.error = error;
        this.args = Map.copyOf(args);
    }

    /// [#ABSENT], [#BROKEN] or a name of org.darsena.api.Errors.
    public String error() {
        return error;
    }

    public Map<String, String> args() {
        return args;
    }
}
