package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who has which address in the NAT networks of all owners. An immutable value: the caller keeps the
/// present one, saves it before a change is carried out, and sees to it that changes come one after the
/// other.
///
/// Subnets are /22 networks from [#CANDIDATES], the first that overlaps neither a route of the host nor
/// another segment. A segment whose subnet has since been taken by the host (a VPN, say) is given up with
/// its leases as long as its bridge is not up; its containers get new addresses at their next start.
///
/// @param owners uid → segments
public record NatBook(Map<Integer, List<NatSegment>> owners) {
    public static final NatBook EMPTY = new NatBook(Map.of());

    /// Private ranges, the less usual ones first.
    static final List<Cidr> CANDIDATES = List.of(
            Cidr.parse("10.213.0.0/16"),
            Cidr.parse("10.214.0.0/16"),
            Cidr.parse("172.29.0.0/16"),
            Cidr.parse("192.168.192.0/18"));

    private static final int SEGMENT_PREFIX = 22;
    private static final int MAX_SEGMENTS = 36;

    public NatBook {
        Map<Integer, List<NatSegment>> copy = new TreeMap<>();
        owners.forEach((uid, segments) -> copy.put(uid, List.copyOf(segments)));
        owners = Map.copyOf(copy);
    }

    /// The book after a grant, and what was granted.
    public record Grant(NatBook book, NatLease lease) {}

    /// The address of `key` in the network of `uid`: the one it has, or a free one, if need be in a new
    /// segment. Throws [NoSubnetException] if the host leaves no range free.
    public Grant grant(int uid, String key, IfNames names, HostView host) throws NoSubnetException {
        List<NatSegment> kept = new ArrayList<>(segments(uid));
        kept.removeIf(segment -> !host.natBridges().contains(segment.bridge()) && host.isTaken(segment.network()));
        for (NatSegment segment : kept) {
            String held = segment.leases().get(key);
            if (held != null) {
                return new Grant(with(uid, kept), lease(segment, held));
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            String free = freeAddress(kept.get(i));
            if (free != null) {
                return granted(uid, kept, i, key, free);
            }
        }
        kept.add(newSegment(uid, kept, names, host));
        int last = kept.size() - 1;
        return granted(
                uid, kept, last, key, kept.get(last).network().host(2).address().getHostAddress());
    }

    /// As [#grant], where nothing of the host needs to be known: `key` gets an address in the first
    /// segment, whose bridge stands, so that its range is ours. Null where only [#grant] can tell: it
    /// has an address already, or the segment is full.
    public @Nullable Grant grantInFirst(int uid, String key) {
        List<NatSegment> all = segments(uid);
        if (all.isEmpty() || all.stream().anyMatch(s -> s.leases().containsKey(key))) {
            return null;
        }
        String free = freeAddress(all.getFirst());
        return free == null ? null : granted(uid, all, 0, key, free);
    }

    /// The book without the leases of container `id` (keys that begin with `<id>/`), and without segments
    /// that hold none then.
    public NatBook release(int uid, String id) {
        List<NatSegment> left = new ArrayList<>();
        for (NatSegment segment : segments(uid)) {
            Map<String, String> leases = new HashMap<>(segment.leases());
            leases.keySet().removeIf(key -> key.startsWith(id + "/"));
            if (!leases.isEmpty()) {
                left.add(new NatSegment(segment.bridge(), segment.subnet(), leases));
            }
        }
        return with(uid, left);
    }

    public List<NatSegment> segments(int uid) {
        return owners.getOrDefault(uid, List.of());
    }

    private Grant granted(int uid, List<NatSegment> segments, int index, String key, String address) {
        NatSegment old = segments.get(index);
        Map<String, String> leases = new HashMap<>(old.leases());
        leases.put(key, address);
        NatSegment now = new NatSegment(old.bridge(), old.subnet(), leases);
        List<NatSegment> all = new ArrayList<>(segments);
        all.set(index, now);
        return new Grant(with(uid, all), lease(now, address));
    }

    private static NatLease lease(NatSegment segment, String address) {
        return new NatLease(
                segment, new Cidr(Cidr.address(address), segment.network().prefix()));
    }

    private static @Nullable String freeAddress(NatSegment segment) {
        Cidr network = segment.network();
        int size = 1 << (32 - network.prefix());
        if (segment.leases().size() >= NatSegment.MAX_LEASES) {
            return null;
        }
        Set<String> used = new HashSet<>(segment.leases().values());
        for (int n = 2; n < size - 1; n++) {
            String address = network.host(n).address().getHostAddress();
            if (!used.contains(address)) {
                return address;
            }
        }
        return null;
    }

    private NatSegment newSegment(int uid, List<NatSegment> own, IfNames names, HostView host)
            throws NoSubnetException {
        Set<String> usedNames = new HashSet<>();
        own.forEach(segment -> usedNames.add(segment.bridge()));
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            String bridge = names.natBridge(uid, i);
            if (!usedNames.contains(bridge)) {
                return new NatSegment(bridge, freeSubnet(uid, own, host).toString(), Map.of());
            }
        }
        throw new NoSubnetException("the NAT network of uid " + uid + " is full: " + MAX_SEGMENTS + " bridges");
    }

    private Cidr freeSubnet(int uid, List<NatSegment> own, HostView host) throws NoSubnetException {
        Collection<Cidr> taken = new ArrayList<>();
        own.forEach(segment -> taken.add(segment.network()));
        owners.forEach((other, segments) -> {
            if (other != uid) {
                segments.forEach(segment -> taken.add(segment.network()));
            }
        });
        for (Cidr range : CANDIDATES) {
            long step = 1L << (32 - SEGMENT_PREFIX);
            for (long n = 0; n < 1L << (32 - range.prefix()); n += step) {
                Cidr subnet = new Cidr(range.host(n).address(), SEGMENT_PREFIX);
                if (!host.isTaken(subnet) && taken.stream().noneMatch(subnet::overlaps)) {
                    return subnet;
                }
            }
        }
        throw new NoSubnetException("the host's routes leave no subnet free in " + CANDIDATES);
    }

    private NatBook with(int uid, List<NatSegment> segments) {
        Map<Integer, List<NatSegment>> all = new HashMap<>(owners);
        if (segments.isEmpty()) {
            all.remove(uid);
        } else {
            all.put(uid, segments);
        }
        return new NatBook(all);
    }
}
