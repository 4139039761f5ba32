package org.darsena.model.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Text tables that come with the program: one item a line, comments after `#`.
final class Tables {
    private Tables() {}

    static List<String> lines(String table) {
        try (InputStream in = Tables.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IOException("missing from the build: " + table);
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().filter(l -> !l.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
