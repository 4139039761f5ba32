package org.darsena.runtime;

import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.jspecify.annotations.Nullable;

/// A container as it stands now.
///
/// @param pid of its init as the host sees it; 0 when nothing runs
/// @param created milliseconds since the epoch
/// @param started milliseconds since the epoch; 0 when nothing runs
/// @param exitCode of its last run: 0–255, 128 + signal; null: has not run, or was lost with its monitor
/// @param reason why it stands as it does where that needs saying: `oom`, `signal`, `exit-lost`,
///     `start-failed`; else null
/// @param addresses of its own cards in CIDR form, as they are or will be when it runs; of a node's only those behind
///     NAT, the others are in its lab
/// @param lab id of the lab it is a node of, else null
/// @param node its name in that lab, else null
/// @param hits how often this run, or the last one, met its limits; seconds old while it runs
public record ContainerInfo(
        String id,
        ContainerSpec spec,
        int owner,
        ContainerState state,
        int pid,
        long created,
        long started,
        @Nullable Integer exitCode,
        @Nullable String reason,
        List<String> addresses,
        @Nullable String lab,
        @Nullable String node,
        LimitHits hits) {

    public ContainerInfo {
        addresses = List.copyOf(addresses);
    }
}
