package org.darsena.model.plan;

import java.util.List;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.plan.Facts.Wire;

/// Stand-ins for what the engine has not chosen yet.
final class Preview {
    private Preview() {}

    static Wire wire(String container, NetworkSpec network) {
        String end = "darv-" + container;
        return switch (network.type()) {
            case NAT ->
                new Wire(
                        end,
                        "darbn",
                        network.addresses().isEmpty() ? List.of("10.213.0.2/22") : network.addresses(),
                        "10.213.0.1");
            case BRIDGE -> new Wire(end, network.network(), network.addresses(), null);
            case PAIR -> new Wire(network.name(), null, network.addresses(), null);
        };
    }
}
