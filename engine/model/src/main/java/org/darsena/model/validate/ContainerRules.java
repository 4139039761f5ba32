package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;

/// Every rule for container documents.
public final class ContainerRules {
    private ContainerRules() {}

    /// All problems of `spec`, in the document's order.
    public static List<Problem> check(ContainerSpec spec) {
        return List.of();
    }

    /// All problems of a process by itself; places begin at the process.
    public static List<Problem> check(ProcessSpec process) {
        return List.of();
    }
}
