package org.darsena.runtime.net;

import java.util.StringJoiner;
import org.darsena.runtime.net.Request.AddAddress;
import org.darsena.runtime.net.Request.AddLink;
import org.darsena.runtime.net.Request.AddRoute;
import org.darsena.runtime.net.Request.DeleteAddress;
import org.darsena.runtime.net.Request.DeleteGroup;
import org.darsena.runtime.net.Request.DeleteLink;
import org.darsena.runtime.net.Request.DeleteRoute;
import org.darsena.runtime.net.Request.SetLink;

/// What an operation would be on a command line (ip(8), sysctl(8)): for "what will happen" and for errors.
public final class IpCommand {
    private IpCommand() {}

    public static String of(NetOp op) {
        return switch (op) {
            case SetSysctl set -> "sysctl -w net/" + set.key() + "='" + set.value() + "'";
            case AddLink(String name, LinkKind kind, LinkSettings settings) -> add(name, kind, settings);
            case SetLink(String name, LinkSettings settings) -> set(name, settings);
            case DeleteLink(String name) -> "ip link del " + name;
            case DeleteGroup(int group) -> "ip link del group " + group;
            case AddAddress(String dev, Cidr address) ->
                "ip address add " + address + " dev " + dev + (address.isV4() ? "" : " nodad");
            case DeleteAddress(String dev, Cidr address) -> "ip address del " + address + " dev " + dev;
            case AddRoute(Route route) -> "ip route add " + route(route);
            case DeleteRoute(Route route) -> "ip route del " + route(route);
        };
    }

    private static String add(String name, LinkKind kind, LinkSettings settings) {
        StringJoiner words = new StringJoiner(" ");
        words.add("ip link add").add(name);
        settings(words, settings);
        switch (kind) {
            case LinkKind.Veth(String peerName, LinkSettings peer) -> {
                words.add("type veth peer name").add(peerName);
                settings(words, peer);
            }
            case LinkKind.Bridge _ -> words.add("type bridge mcast_snooping 0");
            case LinkKind.Dummy _ -> words.add("type dummy");
            case LinkKind.Vlan(String parent, int id) -> words.add("link " + parent + " type vlan id " + id);
            case LinkKind.Macvlan(String parent) -> words.add("link " + parent + " type macvlan mode bridge");
            case LinkKind.Vxlan vxlan ->
                words.add("type vxlan id " + vxlan.vni() + " remote "
                        + vxlan.remote().getHostAddress() + " dstport " + vxlan.port()
                        + (vxlan.parent() == null ? "" : " dev " + vxlan.parent()));
        }
        return words.toString();
    }

    private static String set(String name, LinkSettings settings) {
        StringJoiner words = new StringJoiner(" ");
        words.add("ip link set").add(name);
        settings(words, settings);
        if (settings.noIpv6()) {
            words.add("addrgenmode none");
        }
        return words.toString();
    }

    private static void settings(StringJoiner words, LinkSettings settings) {
        if (settings.netns() != null) {
            words.add("netns " + settings.netns());
        }
        if (settings.mac() != null) {
            words.add("address " + settings.mac());
        }
        if (settings.mtu() != null) {
            words.add("mtu " + settings.mtu());
        }
        if (settings.group() != null) {
            words.add("group " + settings.group());
        }
        if (settings.rename() != null) {
            words.add("name " + settings.rename());
        }
        if (settings.master() != null) {
            words.add(settings.master().isEmpty() ? "nomaster" : "master " + settings.master());
        }
        if (settings.up() != null) {
            words.add(settings.up() ? "up" : "down");
        }
    }

    private static String route(Route route) {
        return (route.to().isDefault() ? "default" : route.to())
                + (route.via() == null ? "" : " via " + route.via().getHostAddress())
                + (route.dev() == null ? "" : " dev " + route.dev());
    }
}
