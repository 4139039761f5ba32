package org.darsena.runtime.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Reads the kernel's objects of rtnetlink(7). Each method takes a reader that stands at the start of a
/// payload.
final class Replies {
    private static final int IFINFOMSG = 16;
    private static final int IFADDRMSG = 8;
    private static final int RTMSG = 12;

    private Replies() {}

    static LinkInfo link(NlReader reader) {
        int index = reader.headerU32(4);
        boolean up = (reader.headerU32(8) & Nl.IFF_UP) != 0;
        String name = "";
        String kind = "";
        int master = 0;
        int mtu = 0;
        int group = 0;
        Mac mac = null;
        LinkStats stats = LinkStats.ZERO;
        reader.skip(IFINFOMSG);
        while (reader.nextAttribute()) {
            switch (reader.attribute()) {
                case Nl.IFLA_IFNAME -> name = reader.string();
                case Nl.IFLA_MASTER -> master = reader.u32();
                case Nl.IFLA_MTU -> mtu = reader.u32();
                case Nl.IFLA_GROUP -> group = reader.u32();
                case Nl.IFLA_ADDRESS -> mac = mac(reader.bytes());
                case Nl.IFLA_STATS64 -> stats = stats(reader);
                case Nl.IFLA_LINKINFO -> kind = kind(reader.nested());
                default -> {}
            }
        }
        return new LinkInfo(index, name, kind, up, master, mtu, mac, group, stats);
    }

    private static @Nullable Mac mac(byte[] bytes) {
        boolean card = bytes.length == 6 && (bytes[0] & 1) == 0;
        for (byte b : bytes) {
            if (card && b != 0) {
                return Mac.of(bytes);
            }
        }
        return null; // loopback, tunnels
    }

    private static String kind(NlReader info) {
        while (info.nextAttribute()) {
            if (info.attribute() == Nl.IFLA_INFO_KIND) {
                return info.string();
            }
        }
        return "";
    }

    /// struct rtnl_link_stats64: packets in, packets out, bytes in, bytes out …
    private static LinkStats stats(NlReader reader) {
        return new LinkStats(reader.u64(16), reader.u64(0), reader.u64(24), reader.u64(8));
    }

    static AddressInfo address(NlReader reader) {
        int prefix = reader.headerU8(1);
        int index = reader.headerU32(4);
        byte[] address = null;
        byte[] local = null;
        reader.skip(IFADDRMSG);
        while (reader.nextAttribute()) {
            switch (reader.attribute()) {
                case Nl.IFA_ADDRESS -> address = reader.bytes();
                case Nl.IFA_LOCAL -> local = reader.bytes(); // differs from ADDRESS on point-to-point links
                default -> {}
            }
        }
        byte[] own = local != null ? local : address;
        if (own == null) {
            throw new IllegalStateException("an address without an address on link " + index);
        }
        return new AddressInfo(index, new Cidr(Cidr.address(own), prefix));
    }

    /// Null for what is no route of IPv4 or IPv6 (multicast routing tables, say).
    static @Nullable RouteInfo route(NlReader reader) {
        int family = reader.headerU8(0);
        if (family != Nl.AF_INET && family != Nl.AF_INET6) {
            return null;
        }
        int prefix = reader.headerU8(1);
        int table = reader.headerU8(4);
        byte[] to = new byte[family == Nl.AF_INET ? 4 : 16];
        InetAddress via = null;
        int index = 0;
        reader.skip(RTMSG);
        while (reader.nextAttribute()) {
            switch (reader.attribute()) {
                case Nl.RTA_DST -> to = reader.bytes();
                case Nl.RTA_GATEWAY -> via = Cidr.address(reader.bytes());
                case Nl.RTA_OIF -> index = reader.u32();
                case Nl.RTA_TABLE -> table = reader.u32();
                default -> {}
            }
        }
        return new RouteInfo(new Cidr(Cidr.address(to), prefix), table, via, index);
    }
}
