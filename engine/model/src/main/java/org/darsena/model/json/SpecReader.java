package org.darsena.model.json;

import java.util.List;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.validate.ContainerRules;

/// Reads a [ContainerSpec] from JSON. Keys that are left out get their defaults, so that
/// `{"schema":1,"name":"a","process":{"argv":["true"]}}` is complete.
public final class SpecReader {
    private static final Upgrades UPGRADES = new Upgrades(List.of());

    private SpecReader() {}

    /// The spec, or everything that is wrong with it.
    public static ContainerSpec read(String json) throws InvalidDocumentException {
        return check(json).orThrow();
    }

    /// The spec and everything worth saying about it, warnings too.
    public static Reading<ContainerSpec> check(String json) {
        return Entry.versioned(json, UPGRADES, ContainerForm::read, ContainerRules::check);
    }

    /// As [#check(String)], from a file's bytes (UTF-8).
    public static Reading<ContainerSpec> check(byte[] json) {
        var findings = new Findings();
        return Entry.utf8(json, findings).map(SpecReader::check).orElseGet(() -> new Reading<>(null, findings.all()));
    }
}
