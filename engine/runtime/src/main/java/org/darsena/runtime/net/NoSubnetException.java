package org.darsena.runtime.net;

import java.io.IOException;

/// No address range is left for a NAT network, or the one it had is used by the host now.
public final class NoSubnetException extends IOException {
    private static final long serialVersionUID = 1L;

    NoSubnetException(String message) {
        super(message);
    }
}
