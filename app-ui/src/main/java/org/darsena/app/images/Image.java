package org.darsena.app.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// An image, read out of the helper's list; what is missing there is empty, or negative.
///
/// @param size bytes; negative: not known
/// @param created ms since the epoch; negative: not known
public record Image(String id, String title, String description, long size, long created, String architecture) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// All of a list; an empty one where it is not of the form.
    public static List<Image> parse(String json) {
        List<Image> all = new ArrayList<>();
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode list = root.isArray() ? root : root.path("images");
            for (JsonNode n : list) {
                all.add(new Image(
                        text(n, "id"),
                        text(n, "title"),
                        text(n, "description"),
                        n.path("size").asLong(-1),
                        n.path("created").asLong(-1),
                        text(n, "architecture")));
            }
        } catch (JsonProcessingException e) {
            return List.of(); // the page then says that there are none
        }
        return all;
    }

    private static String text(JsonNode n, String key) {
        return n.path(key).isTextual() ? n.path(key).textValue() : "";
    }
}
