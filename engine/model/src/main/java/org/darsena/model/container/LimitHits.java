package org.darsena.model.container;

/// How often a run met its limits, as the kernel counts.
///
/// @param oomKills processes killed for want of memory
/// @param throttled periods in which its processes had to wait, their processor time used up
/// @param pidsRefused processes and threads that were not made
public record LimitHits(long oomKills, long throttled, long pidsRefused) {
    public static final LimitHits NONE = new LimitHits(0, 0, 0);
}
