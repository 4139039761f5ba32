package org.darsena.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;

/// JSON that the helper made.
final class MachineDocument {
    private MachineDocument() {}

    static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new HelperException(Errors.FAILED, Map.of("detail", String.valueOf(e.getOriginalMessage())));
        }
    }
}
