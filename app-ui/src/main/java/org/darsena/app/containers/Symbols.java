package org.darsena.app.containers;

import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.theme.Icon;
import org.darsena.app.view.LiveState;
import org.darsena.model.lab.Node;

/// Which symbol a container bears: in a lab that of its node, else that of its kind.
final class Symbols {
    private Symbols() {}

    static Icon of(ContainerView container, LiveState live) {
        LabView lab = container.lab().isEmpty() ? null : live.lab(container.lab());
        if (lab != null) {
            for (Node node : lab.document().nodes()) {
                if (node.name().equals(container.node())) {
                    return of(node.kind());
                }
            }
        }
        return container.kind().equalsIgnoreCase("SYSTEM") ? Icon.SYSTEM : Icon.CUBE;
    }

    private static Icon of(Node.Kind kind) {
        return switch (kind) {
            case HOST -> Icon.CUBE;
            case ROUTER -> Icon.ROUTER;
            case FIREWALL -> Icon.FIREWALL;
            case SERVER -> Icon.SERVER;
            case INTERNET -> Icon.CLOUD;
        };
    }
}
