package org.darsena.runtime.net;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.darsena.runtime.net.Request.AddAddress;
import org.darsena.runtime.net.Request.AddLink;
import org.darsena.runtime.net.Request.AddRoute;
import org.darsena.runtime.net.Request.DeleteAddress;
import org.darsena.runtime.net.Request.DeleteGroup;
import org.darsena.runtime.net.Request.DeleteLink;
import org.darsena.runtime.net.Request.DeleteRoute;
import org.darsena.runtime.net.Request.SetLink;
import org.jspecify.annotations.Nullable;

/// Turns requests into messages of rtnetlink(7), byte for byte as ip(8) of iproute2 does, except that
/// links are named by name where an index is not needed. Pure: what only the kernel knows comes from a
/// [Resolver].
final class RequestEncoder {
    private static final int CREATE = Nl.NLM_F_CREATE | Nl.NLM_F_EXCL;

    /// What stands behind names in a request.
    interface Resolver {
        /// The index of a link of the socket's namespace, one that the request named in
        /// [Request#indexOf()].
        int index(String link);

        /// An open descriptor of the namespace.
        int descriptor(NsRef namespace);
    }

    private final NlWriter out;
    private final Resolver resolver;

    RequestEncoder(NlWriter out, Resolver resolver) {
        this.out = out;
        this.resolver = resolver;
    }

    /// Appends one whole message that asks for an acknowledgement.
    void write(Request request, int sequence) {
        switch (request) {
            case AddLink add -> {
                begin(Nl.RTM_NEWLINK, CREATE, sequence);
                addLink(add);
            }
            case SetLink set -> {
                begin(Nl.RTM_NEWLINK, 0, sequence);
                setLink(set);
            }
            case DeleteLink(String name) -> {
                begin(Nl.RTM_DELLINK, 0, sequence);
                linkHeader(0, null);
                out.attribute(Nl.IFLA_IFNAME, name);
            }
            case DeleteGroup(int group) -> {
                begin(Nl.RTM_DELLINK, 0, sequence);
                linkHeader(0, null);
                out.attributeU32(Nl.IFLA_GROUP, group);
            }
            case AddAddress(String dev, Cidr address) -> {
                begin(Nl.RTM_NEWADDR, CREATE, sequence);
                address(dev, address);
            }
            case DeleteAddress(String dev, Cidr address) -> {
                begin(Nl.RTM_DELADDR, 0, sequence);
                address(dev, address);
            }
            case AddRoute(Route route) -> {
                begin(Nl.RTM_NEWROUTE, CREATE, sequence);
                route(route, false);
            }
            case DeleteRoute(Route route) -> {
                begin(Nl.RTM_DELROUTE, 0, sequence);
                route(route, true);
            }
        }
        out.end();
    }

    /// Asks for one link by name.
    void writeGetLink(String name, int sequence) {
        begin(Nl.RTM_GETLINK, 0, sequence);
        linkHeader(0, null);
        out.attribute(Nl.IFLA_IFNAME, name);
        out.end();
    }

    private void begin(int type, int flags, int sequence) {
        out.begin(type, Nl.NLM_F_REQUEST | Nl.NLM_F_ACK | flags, sequence);
    }

    /// struct ifinfomsg. `up` null changes no flag.
    private void linkHeader(int index, @Nullable Boolean up) {
        int flag = Boolean.TRUE.equals(up) ? Nl.IFF_UP : 0;
        out.u8(Nl.AF_UNSPEC).u8(0).u16(0).u32(index).u32(flag).u32(up == null ? 0 : Nl.IFF_UP);
    }

    private void addLink(AddLink add) {
        linkHeader(0, add.settings().up());
        hardware(add.settings());
        parent(add.kind());
        out.attribute(Nl.IFLA_IFNAME, add.name());
        place(add.settings());
        kind(add.kind());
    }

    private void setLink(SetLink set) {
        String newName = set.settings().rename();
        linkHeader(
                newName == null ? 0 : resolver.index(set.name()), set.settings().up());
        out.attribute(Nl.IFLA_IFNAME, newName == null ? set.name() : newName);
        hardware(set.settings());
        place(set.settings());
        if (set.settings().noIpv6()) {
            int spec = out.open(Nl.IFLA_AF_SPEC);
            int inet6 = out.open(Nl.AF_INET6);
            out.attributeU8(Nl.IFLA_INET6_ADDR_GEN_MODE, Nl.IN6_ADDR_GEN_MODE_NONE);
            out.close(inet6);
            out.close(spec);
        }
    }

    private void hardware(LinkSettings settings) {
        if (settings.mac() != null) {
            out.attribute(Nl.IFLA_ADDRESS, settings.mac().bytes());
        }
        if (settings.mtu() != null) {
            out.attributeU32(Nl.IFLA_MTU, settings.mtu());
        }
    }

    private void place(LinkSettings settings) {
        String master = settings.master();
        if (master != null) {
            out.attributeU32(Nl.IFLA_MASTER, master.isEmpty() ? 0 : resolver.index(master));
        }
        if (settings.group() != null) {
            out.attributeU32(Nl.IFLA_GROUP, settings.group());
        }
        if (settings.netns() != null) {
            out.attributeU32(Nl.IFLA_NET_NS_FD, resolver.descriptor(settings.netns()));
        }
    }

    private void parent(LinkKind kind) {
        if (kind instanceof LinkKind.Vlan vlan) {
            out.attributeU32(Nl.IFLA_LINK, resolver.index(vlan.parent()));
        } else if (kind instanceof LinkKind.Macvlan(String parent)) {
            out.attributeU32(Nl.IFLA_LINK, resolver.index(parent));
        }
    }

    private void kind(LinkKind kind) {
        int info = out.open(Nl.IFLA_LINKINFO);
        out.attribute(Nl.IFLA_INFO_KIND, kind.type().getBytes(StandardCharsets.US_ASCII)); // without NUL, as ip does
        if (!(kind instanceof LinkKind.Dummy)) {
            int data = out.open(Nl.IFLA_INFO_DATA);
            kindData(kind);
            out.close(data);
        }
        out.close(info);
    }

    private void kindData(LinkKind kind) {
        switch (kind) {
            case LinkKind.Veth(String peerName, LinkSettings peerSettings) -> {
                int peer = out.open(Nl.VETH_INFO_PEER);
                linkHeader(0, null);
                hardware(peerSettings);
                out.attribute(Nl.IFLA_IFNAME, peerName);
                place(peerSettings);
                out.close(peer);
            }
            case LinkKind.Bridge _ -> out.attributeU8(Nl.IFLA_BR_MCAST_SNOOPING, 0);
            case LinkKind.Dummy _ -> {}
            case LinkKind.Vlan vlan -> out.attributeU16(Nl.IFLA_VLAN_ID, vlan.id());
            case LinkKind.Macvlan _ -> out.attributeU32(Nl.IFLA_MACVLAN_MODE, Nl.MACVLAN_MODE_BRIDGE);
            case LinkKind.Vxlan vxlan -> vxlan(vxlan);
        }
    }

    private void vxlan(LinkKind.Vxlan vxlan) {
        if (vxlan.parent() != null) {
            out.attributeU32(Nl.IFLA_VXLAN_LINK, resolver.index(vxlan.parent()));
        }
        out.attributeU32(Nl.IFLA_VXLAN_ID, vxlan.vni());
        byte[] remote = vxlan.remote().getAddress();
        out.attribute(remote.length == 4 ? Nl.IFLA_VXLAN_GROUP : Nl.IFLA_VXLAN_GROUP6, remote);
        out.attributeU8(Nl.IFLA_VXLAN_LEARNING, 1);
        out.attribute(Nl.IFLA_VXLAN_PORT, new byte[] {(byte) (vxlan.port() >> 8), (byte) vxlan.port()}); // big-endian
    }

    /// struct ifaddrmsg and its attributes.
    private void address(String dev, Cidr address) {
        boolean v4 = address.isV4();
        out.u8(family(v4)).u8(address.prefix()).u8(v4 ? 0 : Nl.IFA_F_NODAD).u8(Nl.RT_SCOPE_UNIVERSE);
        out.u32(resolver.index(dev));
        byte[] bytes = address.address().getAddress();
        out.attribute(Nl.IFA_LOCAL, bytes);
        if (v4 && address.prefix() < 31) {
            byte[] broadcast =
                    address.host((1L << (32 - address.prefix())) - 1).address().getAddress();
            out.attribute(Nl.IFA_BROADCAST, broadcast);
        }
        out.attribute(Nl.IFA_ADDRESS, bytes);
    }

    /// struct rtmsg and its attributes. For a deletion the scope is left open.
    private void route(Route route, boolean delete) {
        InetAddress via = route.via();
        int scope = via == null && route.to().isV4() ? Nl.RT_SCOPE_LINK : Nl.RT_SCOPE_UNIVERSE;
        out.u8(family(route.to().isV4())).u8(route.to().prefix()).u8(0).u8(0);
        out.u8(Nl.RT_TABLE_MAIN).u8(Nl.RTPROT_STATIC).u8(delete ? Nl.RT_SCOPE_NOWHERE : scope);
        out.u8(Nl.RTN_UNICAST).u32(0);
        if (!route.to().isDefault()) {
            out.attribute(Nl.RTA_DST, route.to().address().getAddress());
        }
        if (via != null) {
            out.attribute(Nl.RTA_GATEWAY, via.getAddress());
        }
        if (route.dev() != null) {
            out.attributeU32(Nl.RTA_OIF, resolver.index(route.dev()));
        }
    }

    private static int family(boolean v4) {
        return v4 ? Nl.AF_INET : Nl.AF_INET6;
    }
}
