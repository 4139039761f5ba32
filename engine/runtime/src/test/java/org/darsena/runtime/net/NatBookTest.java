package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.net.NatBook.Grant;
import org.junit.jupiter.api.Test;

class NatBookTest {
    private static final IfNames NAMES = IfNames.DEFAULT;

    private static Grant grant(NatBook book, int uid, String key, HostView host) throws NoSubnetException {
        return book.grant(uid, key, NAMES, host);
    }

    private static HostView taken(String... networks) {
        Set<Cidr> all = new HashSet<>();
        for (String network : networks) {
            all.add(Cidr.parse(network));
        }
        return new HostView(all, Set.of());
    }

    @Test
    void firstGrantMakesASegment() throws NoSubnetException {
        Grant grant = grant(NatBook.EMPTY, 1000, "a1/eth0", HostView.EMPTY);
        assertEquals("10.213.0.2/22", grant.lease().address().toString());
        assertEquals("10.213.0.1", grant.lease().gateway().getHostAddress());
        assertEquals("darbn3e8", grant.lease().segment().bridge());
        assertEquals(
                Map.of("a1/eth0", "10.213.0.2"),
                grant.book().segments(1000).get(0).leases());
    }

    @Test
    void sameKeyKeepsItsAddress() throws NoSubnetException {
        Grant first = grant(NatBook.EMPTY, 1000, "a1/eth0", HostView.EMPTY);
        Grant other = grant(first.book(), 1000, "a2/eth0", HostView.EMPTY);
        Grant again = grant(other.book(), 1000, "a1/eth0", HostView.EMPTY);
        assertEquals(first.lease().address(), again.lease().address());
        assertEquals("10.213.0.3/22", other.lease().address().toString());
    }

    @Test
    void aFirstSegmentThatStandsGivesWithoutALookAtTheHost() throws NoSubnetException {
        assertNull(NatBook.EMPTY.grantInFirst(1000, "a1/eth0"), "no segment yet");
        Grant first = grant(NatBook.EMPTY, 1000, "a1/eth0", HostView.EMPTY);
        assertNull(first.book().grantInFirst(1000, "a1/eth0"), "has one");
        assertNull(first.book().grantInFirst(1001, "a1/eth0"), "another owner");
        assertEquals(
                grant(first.book(), 1000, "a2/eth0", HostView.EMPTY),
                first.book().grantInFirst(1000, "a2/eth0"));
    }

    @Test
    void ownersAndTheHostNeverCollide() throws NoSubnetException {
        HostView host = taken("10.213.0.0/23", "10.213.4.9/32", "192.168.0.0/16");
        NatBook book = grant(NatBook.EMPTY, 1000, "a/eth0", host).book();
        assertEquals("10.213.8.0/22", book.segments(1000).get(0).subnet());
        book = grant(book, 1001, "b/eth0", host).book();
        assertEquals("10.213.12.0/22", book.segments(1001).get(0).subnet());
    }

    @Test
    void aWideRouteMovesToTheNextRange() throws NoSubnetException {
        Grant grant = grant(NatBook.EMPTY, 1000, "a/eth0", taken("10.0.0.0/8"));
        assertEquals("172.29.0.0/22", grant.lease().segment().subnet());
        HostView all = taken("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
        assertThrows(NoSubnetException.class, () -> grant(NatBook.EMPTY, 1000, "a/eth0", all));
    }

    @Test
    void furtherSegmentBeforeTheBridgeIsFull() throws NoSubnetException {
        NatBook book = NatBook.EMPTY;
        for (int i = 0; i < NatSegment.MAX_LEASES; i++) {
            book = grant(book, 1000, "c" + i + "/eth0", HostView.EMPTY).book();
        }
        assertEquals(1, book.segments(1000).size());
        assertEquals(
                NatSegment.MAX_LEASES,
                new HashSet<>(book.segments(1000).get(0).leases().values()).size());
        Grant next = grant(book, 1000, "d/eth0", HostView.EMPTY);
        assertEquals("darbn3e8.1", next.lease().segment().bridge());
        assertEquals("10.213.4.2/22", next.lease().address().toString());
    }

    @Test
    void releaseFreesAllCardsOfOneContainerOnly() throws NoSubnetException {
        NatBook book = grant(NatBook.EMPTY, 1000, "a1/eth0", HostView.EMPTY).book();
        book = grant(book, 1000, "a1/eth1", HostView.EMPTY).book();
        book = grant(book, 1000, "a10/eth0", HostView.EMPTY).book();
        book = book.release(1000, "a1");
        assertEquals(Set.of("a10/eth0"), book.segments(1000).get(0).leases().keySet());
        assertEquals(
                "10.213.0.2/22",
                grant(book, 1000, "z/eth0", HostView.EMPTY).lease().address().toString());
        assertEquals(NatBook.EMPTY, book.release(1000, "a10"));
    }

    @Test
    void aSubnetTakenByTheHostIsGivenUpUnlessItsBridgeIsUp() throws NoSubnetException {
        NatBook book = grant(NatBook.EMPTY, 1000, "a/eth0", HostView.EMPTY).book();
        HostView vpn = taken("10.213.0.0/16");
        Grant moved = grant(book, 1000, "a/eth0", vpn);
        assertEquals("10.214.0.0/22", moved.lease().segment().subnet());
        assertFalse(moved.book().segments(1000).toString().contains("10.213."));
        HostView up = new HostView(vpn.taken(), Set.of("darbn3e8"));
        assertEquals(
                "10.213.0.2/22",
                grant(book, 1000, "a/eth0", up).lease().address().toString());
    }
}
