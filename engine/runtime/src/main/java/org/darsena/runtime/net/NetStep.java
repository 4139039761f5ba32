package org.darsena.runtime.net;

import java.util.List;

/// Operations within one namespace, in order.
public record NetStep(NsRef where, List<NetOp> ops) {
    public NetStep {
        ops = List.copyOf(ops);
    }
}
