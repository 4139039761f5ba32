package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.darsena.runtime.kernel.Errno;

/// Deletes many links at once. Each deletion alone waits for an RCU grace period (about 2 ms); a whole
/// device group is deleted with one wait. Our links are put into a group of their own just before.
final class LinkRemover {
    private static final int WORTHWHILE = 3;

    private final Netlink netlink;
    private final SplittableRandom random = new SplittableRandom();

    LinkRemover(Netlink netlink) {
        this.netlink = netlink;
    }

    /// Deletes the links of these names; those that are gone already are fine.
    void remove(Collection<String> links) throws IOException {
        if (links.size() < WORTHWHILE) {
            List<Request> deletes = new ArrayList<>();
            links.forEach(link -> deletes.add(new Request.DeleteLink(link)));
            tryAll(deletes);
            return;
        }
        int group = freeGroup();
        List<Request> moves = new ArrayList<>();
        links.forEach(link -> moves.add(new Request.SetLink(link, LinkSettings.NONE.group(group))));
        tryAll(moves);
        Set<String> inGroup = new HashSet<>();
        for (LinkInfo link : netlink.links()) {
            if (link.group() == group) {
                inGroup.add(link.name());
            }
        }
        if (!links.containsAll(inGroup)) {
            throw new IOException("device group " + group + " was taken by others meanwhile: " + inGroup);
        }
        if (!inGroup.isEmpty()) {
            tryAll(List.of(new Request.DeleteGroup(group)));
        }
    }

    private int freeGroup() throws IOException {
        Set<Integer> used = new HashSet<>();
        netlink.links().forEach(link -> used.add(link.group()));
        while (true) {
            int group = random.nextInt(0x1000, Integer.MAX_VALUE);
            if (!used.contains(group)) {
                return group;
            }
        }
    }

    private void tryAll(List<Request> requests) throws IOException {
        for (RequestResult result : netlink.attempt(requests, NsLookup.NONE)) {
            if (result.refused() && result.errno() != Errno.ENODEV) {
                throw new NetlinkException(result);
            }
        }
    }
}
