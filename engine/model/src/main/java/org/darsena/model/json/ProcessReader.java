package org.darsena.model.json;

import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.validate.ContainerRules;

/// Reads a [ProcessSpec] from JSON, as a process to be run in a container crosses the bus. It has no schema number
/// of its own.
public final class ProcessReader {
    private ProcessReader() {}

    /// The process, or everything that is wrong with it.
    public static ProcessSpec read(String json) throws InvalidDocumentException {
        return check(json).orThrow();
    }

    /// The process and everything worth saying about it.
    public static Reading<ProcessSpec> check(String json) {
        return Entry.plain(json, f -> ContainerForm.process(f, ContainerSpec.Kind.APPLICATION), ContainerRules::check);
    }
}
