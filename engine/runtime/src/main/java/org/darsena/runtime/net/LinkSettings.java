package org.darsena.runtime.net;

import org.jspecify.annotations.Nullable;

/// What a link shall be like; null (or false) leaves the kernel's choice or the present value. Made from
/// [#NONE] by the methods below.
///
/// @param rename its new name; only for a link that exists
/// @param master the bridge it is plugged into; empty: unplugged
/// @param mtu bytes, 68–65535
/// @param netns where it shall be
/// @param noIpv6 true: no IPv6 address of its own making (a bridge's port needs none, and would chatter)
public record LinkSettings(
        @Nullable String rename,
        @Nullable Boolean up,
        @Nullable String master,
        @Nullable Integer mtu,
        @Nullable Mac mac,
        @Nullable NsRef netns,
        @Nullable Integer group,
        boolean noIpv6) {

    public static final LinkSettings NONE = new LinkSettings(null, null, null, null, null, null, null, false);

    public LinkSettings {
        if (mtu != null && (mtu < 68 || mtu > 65535)) {
            throw new IllegalArgumentException("mtu " + mtu + " is not in 68–65535");
        }
        if (rename != null) {
            IfNames.checked(rename);
        }
    }

    public LinkSettings rename(String to) {
        return new LinkSettings(to, up, master, mtu, mac, netns, group, noIpv6);
    }

    public LinkSettings up(boolean now) {
        return new LinkSettings(rename, now, master, mtu, mac, netns, group, noIpv6);
    }

    public LinkSettings master(String bridge) {
        return new LinkSettings(rename, up, bridge, mtu, mac, netns, group, noIpv6);
    }

    public LinkSettings mtu(@Nullable Integer bytes) {
        return new LinkSettings(rename, up, master, bytes, mac, netns, group, noIpv6);
    }

    public LinkSettings mac(@Nullable Mac address) {
        return new LinkSettings(rename, up, master, mtu, address, netns, group, noIpv6);
    }

    public LinkSettings netns(NsRef where) {
        return new LinkSettings(rename, up, master, mtu, mac, where, group, noIpv6);
    }

    /// The device group (ip-link(8)), by which many links are deleted at once.
    public LinkSettings group(int number) {
        return new LinkSettings(rename, up, master, mtu, mac, netns, number, noIpv6);
    }

    public LinkSettings withoutIpv6() {
        return new LinkSettings(rename, up, master, mtu, mac, netns, group, true);
    }
}
