package org.darsena.runtime.store;

import org.darsena.model.container.ContainerSpec;
import org.jspecify.annotations.Nullable;

/// What is kept of a container for as long as it exists.
///
/// @param id 12 hex digits
/// @param owner uid of whom it belongs to
/// @param created milliseconds since the epoch
/// @param slot which range of ids is its own, see [IdSlots]
/// @param lab id of the lab it is a node of
/// @param node its name there
public record ContainerRecord(
        String id,
        int owner,
        long created,
        int slot,
        @Nullable String lab,
        @Nullable String node,
        ContainerSpec spec) {

    public ContainerRecord with(ContainerSpec other) {
        return new ContainerRecord(id, owner, created, slot, lab, node, other);
    }
}
