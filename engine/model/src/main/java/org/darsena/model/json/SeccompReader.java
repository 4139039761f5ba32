package org.darsena.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.validate.ContainerRules;

/// Reads a [SeccompProfile] from a file of the OCI runtime's or of Docker's form.
public final class SeccompReader {
    /// Of a file; Docker's has 13 KiB.
    public static final int MAX_BYTES = 256 << 10;

    private static final String STANDARD = "/org/darsena/model/seccomp/default.json";

    private SeccompReader() {}

    /// The profile and everything worth saying about it; places begin at the profile.
    ///
    /// @param name what it shall be called
    public static Reading<SeccompProfile> check(String json, String name) {
        return Entry.plain(json, f -> SeccompForm.profile(f, name), ContainerRules::check);
    }

    /// As [#check(String, String)], from a file's bytes (UTF-8).
    public static Reading<SeccompProfile> check(byte[] json, String name) {
        var findings = new Findings();
        if (json.length > MAX_BYTES) {
            findings.error("json.too-large", "", json.length, MAX_BYTES);
            return new Reading<>(null, findings.all());
        }
        return Entry.utf8(json, findings)
                .map(text -> check(text, name))
                .orElseGet(() -> new Reading<>(null, findings.all()));
    }

    /// Our default profile.
    public static SeccompProfile standard() {
        return Standard.PROFILE;
    }

    /// The same as the document that comes with the program.
    public static String standardText() {
        try (InputStream in = SeccompReader.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("not in the program: " + STANDARD);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Standard {
        static final SeccompProfile PROFILE = read();

        private static SeccompProfile read() {
            try {
                return check(standardText(), "default").orThrow();
            } catch (InvalidDocumentException e) {
                throw new IllegalStateException("the shipped profile is valid", e);
            }
        }
    }
}
