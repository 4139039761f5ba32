package org.darsena.runtime;

import java.util.Map;

/// A refusal or failure of the engine, with what a person needs to know; the sentence is made by the client.
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What kind of failure.
    public enum Kind {
        NOT_FOUND,
        /// a name, address or resource is taken
        EXISTS,
        /// the verb is not legal in the present state
        STATE,
        /// the document was refused; `args` has `problems` as JSON
        INVALID,
        /// the machine lacks something, named in `args.what`
        MISSING,
        CANCELLED,
        /// no room on the disk, no more ids, no more memory
        EXHAUSTED,
        /// the kernel refused a call: `args.call`, `args.errno`, `args.path`
        KERNEL,
        FAILED
    }

    private final Kind kind;
    private final transient Map<String, String> args;

    public EngineException(Kind kind, Map<String, String> args, Throwable cause) {
        super(kind + " " + args, cause);
        this.kind = kind;
        this.args = Map.copyOf(args);
    }

    public EngineException(Kind kind, Map<String, String> args) {
        super(kind + " " + args);
        this.kind = kind;
        this.args = Map.copyOf(args);
    }

    public Kind kind() {
        return kind;
    }

    /// Ids, paths, errno names and so on by key, e.g. `id`, `state`, `verb`, `path`, `errno`, `call`, `what`.
    public Map<String, String> args() {
        return args;
    }
}
