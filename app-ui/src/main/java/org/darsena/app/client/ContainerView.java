package org.darsena.app.client;

import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;

/// A container as the helper shows it; see org.darsena.api.Container for the fields.
///
/// @param exitCode -1: none
/// @param reason empty: none; `oom`, `signal`, `exit-lost`, `start-failed`
/// @param addresses in CIDR form; those of a lab's node are in its document, but for those behind NAT
/// @param memoryLimit bytes, 0: none
/// @param cpuLimit processors, 0: none
/// @param hits how often this run, or the last one, met its limits
public record ContainerView(
        String id,
        String name,
        int owner,
        String ownerName,
        ContainerState state,
        String kind,
        String image,
        int pid,
        long created,
        long started,
        int exitCode,
        String reason,
        List<String> addresses,
        String lab,
        String node,
        long memoryLimit,
        double cpuLimit,
        long pidsLimit,
        Map<String, String> labels,
        LimitHits hits) {

    /// Its subject among the figures.
    public String subject() {
        return "container/" + id;
    }
}
