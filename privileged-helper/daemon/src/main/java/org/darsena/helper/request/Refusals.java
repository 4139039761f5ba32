package org.darsena.helper.request;

import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.helper.bus.Refusal;
import org.darsena.model.Show;

/// Refusals that are made in several places.
public final class Refusals {
    private Refusals() {}

    /// Absent, or none of the caller's business.
    public static Refusal notFound(String what, String id) {
        return new Refusal(Errors.NOT_FOUND, Map.of("what", what, "id", Show.value(id)));
    }

    /// An argument that is not as it must be.
    public static Refusal invalid(String what, String value, String allowed) {
        return new Refusal(Errors.INVALID, Map.of("what", what, "value", Show.value(value), "allowed", allowed));
    }

    public static Refusal tooLarge(String what, int max) {
        return new Refusal(Errors.INVALID, Map.of("what", what, "max", String.valueOf(max)));
    }
}
