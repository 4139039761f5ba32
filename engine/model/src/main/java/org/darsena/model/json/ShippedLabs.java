package org.darsena.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.lab.LabDocument;

/// The labs that come with the program.
public final class ShippedLabs {
    private static final String FOLDER = "/org/darsena/labs/";

    private ShippedLabs() {}

    /// Their names, the first being the one to begin with.
    public static List<String> names() {
        return resource("index").lines().filter(l -> !l.isBlank()).toList();
    }

    /// The document of one of [#names]. Throws [IllegalArgumentException] on another name.
    public static LabDocument read(String name) {
        try {
            return LabReader.read(text(name));
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException("a shipped lab is valid: " + name, e);
        }
    }

    /// As [#read], as JSON.
    public static String text(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no lab comes with the program by that name");
        }
        return resource(name + ".json");
    }

    private static String resource(String file) {
        try (InputStream in = ShippedLabs.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("not in the program: " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
