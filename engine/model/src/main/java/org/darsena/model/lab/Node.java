package org.darsena.model.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Copies;
import org.darsena.model.container.Capability;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.lab.LabDocument.Position;
import org.jspecify.annotations.Nullable;

/// One machine of a lab.
///
/// @param name 1–32 of `a-z 0-9 -`, beginning with a letter; its hostname too
/// @param kind what it is; decides capabilities, forwarding, daemons and the symbol
/// @param image null: `host`
/// @param position where it is drawn, null: the layout decides
/// @param routes static routes, added after the addresses
/// @param router routing intent, for [Kind#ROUTER] and [Kind#FIREWALL]
/// @param firewall zones by interface, for [Kind#FIREWALL]
/// @param files laid into its root before it starts
/// @param start commands run in it one after the other once its network stands, each by `sh -c`; one that
///     must go on is put behind `&`
/// @param resources null: the default of its kind
public record Node(
        String name,
        Kind kind,
        @Nullable String image,
        @Nullable Position position,
        List<Route> routes,
        @Nullable Router router,
        @Nullable Firewall firewall,
        List<FileSpec> files,
        List<String> start,
        Map<String, String> env,
        Set<Capability> capAdd,
        @Nullable Resources resources) {

    public Node {
        routes = List.copyOf(routes);
        files = List.copyOf(files);
        start = List.copyOf(start);
        env = Copies.of(env);
        capAdd = Copies.of(capAdd);
    }

    /// What a node is.
    public enum Kind {
        HOST,
        ROUTER,
        FIREWALL,
        SERVER,
        INTERNET
    }

    /// `to` a prefix or `default`, `via` a gateway address.
    public record Route(String to, String via) {}

    /// What a router is meant to do; its FRR configuration is generated from it, unless `frrConfig` says it
    /// verbatim.
    ///
    /// @param routerId dotted quad; null: its highest address
    /// @param ospf interfaces that speak OSPF, with area and manner; empty: no OSPF
    /// @param originateDefault whether it offers its default route to its neighbours
    /// @param masquerade interfaces through which forwarded traffic leaves under the router's own address
    /// @param frrConfig a whole frr.conf, used as it is; null: generated
    public record Router(
            @Nullable String routerId,
            List<Ospf> ospf,
            boolean originateDefault,
            List<String> masquerade,
            @Nullable String frrConfig) {
        public Router {
            ospf = List.copyOf(ospf);
            masquerade = List.copyOf(masquerade);
        }
    }

    /// OSPF on one interface; two-ended links are point-to-point, which converges in about 10 s.
    ///
    /// @param passive announces its network without speaking
    public record Ospf(String iface, String area, boolean passive) {}

    /// Which interface faces which zone: zone name → interfaces.
    public record Firewall(Map<String, List<String>> zones) {
        public Firewall {
            zones = Copies.of(zones);
        }
    }
}
