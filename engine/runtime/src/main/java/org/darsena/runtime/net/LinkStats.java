package org.darsena.runtime.net;

/// Totals of one link end, seen from that end: what it received was sent by the other one.
public record LinkStats(long rxBytes, long rxPackets, long txBytes, long txPackets) {
    public static final LinkStats ZERO = new LinkStats(0, 0, 0, 0);
}
