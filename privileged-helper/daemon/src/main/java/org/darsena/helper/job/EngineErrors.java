package org.darsena.helper.job;

import org.darsena.api.Errors;
import org.darsena.helper.bus.Refusal;
import org.darsena.runtime.EngineException;

/// What the engine's failures are called on the bus.
public final class EngineErrors {
    private EngineErrors() {}

    public static Refusal refusal(EngineException e) {
        String error = switch (e.kind()) {
            case NOT_FOUND -> Errors.NOT_FOUND;
            case EXISTS -> Errors.EXISTS;
            case STATE -> Errors.STATE;
            case INVALID -> Errors.INVALID;
            case MISSING -> Errors.MISSING;
            case CANCELLED -> Errors.CANCELLED;
            case EXHAUSTED -> Errors.EXHAUSTED;
            case KERNEL -> Errors.KERNEL;
            case FAILED -> Errors.FAILED;
        };
        return new Refusal(error, e.args());
    }
}
