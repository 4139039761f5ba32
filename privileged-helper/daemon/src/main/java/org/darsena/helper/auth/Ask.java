package org.darsena.helper.auth;

import java.util.Map;

/// A question to the authority.
///
/// @param details what the prompt can name: `name` of the container or lab and so on
public record Ask(Action action, Map<String, String> details) {
    public Ask {
        details = Map.copyOf(details);
    }
}
