package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.List;

/// One change asked of the kernel by rtnetlink(7). Links are meant by their name in the socket's namespace.
public sealed interface Request extends NetOp {
    /// The interface it is about, for messages.
    String subject();

    /// Names whose index must be known before it can be encoded.
    default List<String> indexOf() {
        return List.of();
    }

    /// Makes a link; fails with EEXIST if the name is taken. With `settings.up` and `settings.master` it
    /// is made up and plugged in one go.
    record AddLink(String name, LinkKind kind, LinkSettings settings) implements Request {
        public AddLink {
            IfNames.checked(name);
            if (settings.rename() != null || settings.noIpv6()) {
                throw new IllegalArgumentException("not while making a link: rename, noIpv6");
            }
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public List<String> indexOf() {
            List<String> names = new ArrayList<>(2);
            String master = settings.master();
            if (master != null && !master.isEmpty()) {
                names.add(master);
            }
            switch (kind) {
                case LinkKind.Vlan vlan -> names.add(vlan.parent());
                case LinkKind.Macvlan(String parent) -> names.add(parent);
                case LinkKind.Vxlan vxlan when vxlan.parent() != null -> names.add(vxlan.parent());
                default -> {}
            }
            return names;
        }
    }

    /// Deletes a link; deleting one end of a veth deletes both.
    record DeleteLink(String name) implements Request {
        @Override
        public String subject() {
            return name;
        }
    }

    /// Deletes every link of a device group at once, much quicker than one by one.
    record DeleteGroup(int group) implements Request {
        public DeleteGroup {
            if (group <= 0) {
                throw new IllegalArgumentException("group 0 is everybody's");
            }
        }

        @Override
        public String subject() {
            return "group " + group;
        }
    }

    /// Changes a link: the kernel takes namespace, mac, mtu, name, master, up in this order.
    record SetLink(String name, LinkSettings settings) implements Request {
        @Override
        public String subject() {
            return name;
        }

        @Override
        public List<String> indexOf() {
            List<String> names = new ArrayList<>(2);
            if (settings.rename() != null) {
                names.add(name); // with an index, the name in the message is the new one
            }
            String master = settings.master();
            if (master != null && !master.isEmpty()) {
                names.add(master);
            }
            return names;
        }
    }

    /// Gives a link an address. IPv6 skips duplicate address detection, so that it can be used at once.
    record AddAddress(String dev, Cidr address) implements Request {
        @Override
        public String subject() {
            return dev;
        }

        @Override
        public List<String> indexOf() {
            return List.of(dev);
        }
    }

    record DeleteAddress(String dev, Cidr address) implements Request {
        @Override
        public String subject() {
            return dev;
        }

        @Override
        public List<String> indexOf() {
            return List.of(dev);
        }
    }

    /// Fails with EEXIST if such a route is there, ENETUNREACH if the gateway is behind no link.
    record AddRoute(Route route) implements Request {
        @Override
        public String subject() {
            return route.to().toString();
        }

        @Override
        public List<String> indexOf() {
            String dev = route.dev();
            return dev == null ? List.of() : List.of(dev);
        }
    }

    record DeleteRoute(Route route) implements Request {
        @Override
        public String subject() {
            return route.to().toString();
        }

        @Override
        public List<String> indexOf() {
            String dev = route.dev();
            return dev == null ? List.of() : List.of(dev);
        }
    }
}
