package org.darsena.app.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// What the status bar wants to know of the machine behind the helper, out of its doctor's report; 0: not known.
final class Machine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private double memory;
    private int processors;

    /// Bytes.
    double memory() {
        return memory;
    }

    int processors() {
        return processors;
    }

    void read(String doctor) {
        try {
            JsonNode root = JSON.readTree(doctor);
            memory = root.path("memory").asDouble(0);
            processors = root.path("processors").asInt(0);
        } catch (JsonProcessingException e) {
            memory = 0; // the page of the machine says what is the matter with the report
            processors = 0;
        }
    }
}
