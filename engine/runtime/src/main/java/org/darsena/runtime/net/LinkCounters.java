package org.darsena.runtime.net;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Counters of many links of one namespace by one dump per tick (about 1 µs a link), with next to no
/// garbage: names are asked for only when a link appears that was not there before. One thread at a time.
public final class LinkCounters implements AutoCloseable {
    private static final int IF_STATS_MSG = 12;
    private static final int COLUMNS = 4;

    private final Netlink netlink;
    private final Predicate<String> wanted;
    private int count;
    private int[] indexes = new int[64];
    private long[] values = new long[64 * COLUMNS];
    private int[] knownIndexes = new int[0];
    private String[] knownNames = new String[0]; // empty for links that are not wanted

    /// Takes over `netlink`. `wanted` says which names to report.
    public LinkCounters(Netlink netlink, Predicate<String> wanted) {
        this.netlink = netlink;
        this.wanted = wanted;
    }

    /// Receives one link's totals as seen from that link: of a host end, `rx` is what its container sent.
    @FunctionalInterface
    public interface Sink {
        void link(String name, long rxBytes, long rxPackets, long txBytes, long txPackets);
    }

    /// Reads all counters now and hands them over, each wanted link once.
    public void sample(Sink sink) throws IOException {
        netlink.stats(() -> count = 0, this::note);
        if (hasUnknown()) {
            learnNames();
        }
        for (int i = 0; i < count; i++) {
            int known = Arrays.binarySearch(knownIndexes, indexes[i]);
            if (known >= 0 && !knownNames[known].isEmpty()) {
                int v = i * COLUMNS;
                sink.link(knownNames[known], values[v], values[v + 1], values[v + 2], values[v + 3]);
            }
        }
    }

    private void note(NlReader reader) {
        if (reader.messageType() != Nl.RTM_NEWSTATS) {
            return;
        }
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, count * 2);
            values = Arrays.copyOf(values, count * 2 * COLUMNS);
        }
        indexes[count] = reader.headerU32(4);
        reader.skip(IF_STATS_MSG);
        while (reader.nextAttribute()) {
            if (reader.attribute() == Nl.IFLA_STATS_LINK_64) {
                int v = count * COLUMNS;
                values[v] = reader.u64(16);
                values[v + 1] = reader.u64(0);
                values[v + 2] = reader.u64(24);
                values[v + 3] = reader.u64(8);
                count++;
                return;
            }
        }
    }

    private boolean hasUnknown() {
        for (int i = 0; i < count; i++) {
            if (Arrays.binarySearch(knownIndexes, indexes[i]) < 0) {
                return true;
            }
        }
        return false;
    }

    private void learnNames() throws IOException {
        List<LinkInfo> links = netlink.linksSoFar(); // whoever is missing is learnt at the next tick
        links.sort(Comparator.comparingInt(LinkInfo::index));
        knownIndexes = links.stream().mapToInt(LinkInfo::index).toArray();
        knownNames = links.stream()
                .map(link -> wanted.test(link.name()) ? link.name() : "")
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        netlink.close();
    }
}
