package org.darsena.runtime.container;

import java.io.IOException;

final class Inspector {
    private final Parts parts;

    Inspector(Parts parts) {
        this.parts = parts;
    }

    String inspect(Container c) throws IOException {
        return parts.toString() + c;
    }
}
