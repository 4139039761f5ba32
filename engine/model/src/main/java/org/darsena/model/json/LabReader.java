package org.darsena.model.json;

import java.util.List;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.validate.LabRules;

/// Reads a [LabDocument] from JSON. Keys that are left out get their defaults.
public final class LabReader {
    private static final Upgrades UPGRADES = new Upgrades(List.of());

    private LabReader() {}

    /// The lab, or everything that is wrong with it.
    public static LabDocument read(String json) throws InvalidDocumentException {
        return check(json).orThrow();
    }

    /// The lab and everything worth saying about it, warnings too.
    public static Reading<LabDocument> check(String json) {
        return Entry.versioned(json, UPGRADES, LabForm::read, LabRules::check);
    }

    /// As [#check(String)], from a file's bytes (UTF-8).
    public static Reading<LabDocument> check(byte[] json) {
        var findings = new Findings();
        return Entry.utf8(json, findings).map(LabReader::check).orElseGet(() -> new Reading<>(null, findings.all()));
    }
}
