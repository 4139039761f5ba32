package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the monitor noted of a container's end.
///
/// @param code 0–255, 128 + signal
/// @param signal 0: none
/// @param time milliseconds since the epoch
record ExitNote(int code, int signal, long time) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /// Empty when there is none, or it is no such note.
    static Optional<ExitNote> read(Path file) {
        try {
            JsonNode node = MAPPER.readTree(Files.readString(file));
            if (!node.path("code").isInt()) {
                return Optional.empty();
            }
            return Optional.of(new ExitNote(
                    node.path("code").intValue(),
                    node.path("signal").asInt(),
                    node.path("time").asLong()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
