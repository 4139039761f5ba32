package org.darsena.runtime.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All of one container's or lab node's network.
///
/// @param id of the container; names the host's ends ([IfNames#hostEnd])
/// @param ns its network namespace
/// @param nics in order: the index of a card is part of its host end's name
/// @param routes added after all addresses; a default route here takes the place of NAT's
/// @param sysctls written when the cards are there, before they are up
public record NodeNetwork(String id, NsRef ns, List<Nic> nics, List<Route> routes, List<SetSysctl> sysctls) {
    public NodeNetwork {
        nics = List.copyOf(nics);
        routes = List.copyOf(routes);
        sysctls = List.copyOf(sysctls);
        Set<String> names = new HashSet<>(Set.of("lo"));
        for (Nic nic : nics) {
            if (!names.add(nic.name())) {
                throw new IllegalArgumentException("card " + nic.name() + " of " + id + " is there twice");
            }
        }
    }
}
