package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.darsena.app.text.Texts;

/// Places of a lab's document as people call them: `node fw, route 1` for `/nodes/5/routes/0`.
final class Places {
    private final Texts texts;
    private final JsonNode document;

    /// @param bytes the document as it was read, sound or not
    Places(Texts texts, byte[] bytes) {
        this.texts = texts;
        JsonNode read;
        try {
            read = new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            // what is no JSON has no places
            read = new ObjectMapper().createObjectNode();
        }
        document = read;
    }

    /// The pointer itself where nothing there has a name.
    String of(String pointer) {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 3 || !texts.has("place." + parts[1])) {
            return pointer;
        }
        String name = document.at("/" + parts[1] + "/" + parts[2]).path("name").asText();
        if (name.isEmpty()) {
            return pointer;
        }
        var place = new StringBuilder(texts.text("place." + parts[1], "name", name));
        int at = 3;
        if (parts.length > 4 && texts.has("place." + parts[3]) && parts[4].matches("\\d{1,6}")) {
            place.append(", ").append(texts.text("place." + parts[3], "name", Integer.parseInt(parts[4]) + 1));
            at = 5;
        }
        for (int i = at; i < parts.length; i++) {
            place.append(i == at ? ", " : "/").append(parts[i]);
        }
        return place.toString();
    }
}
