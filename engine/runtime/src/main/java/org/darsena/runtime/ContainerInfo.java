package org.darsena.runtime;

import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.jspecify.annotations.Nullable;

/// A container as it stands now.
///
/// @param pid of its init as the host sees it; 0 when nothing runs
/// @param created milliseconds since the epoch
/// @param started milliseconds since the epoch; 0 when nothing runs
/// @param exitCode of its last run: 0–255, 128 + signal; null: has not run, or was lost with its monitor
/// @param reason why it stands as it does where that needs saying: `oom`, `signal`, `exit-lost`,
///     `start-failed`; else null
/// @param lab id of the lab it is a node of, else null
/// @param node its name in that lab, else null
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
        @Nullable String lab,
        @Nullable String node) {}
