package org.darsena.model.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses written as text. Names are never resolved.
public final class Ip {
    // InetAddress.ofLiteral also takes "10.1", "7" and "010.0.0.1"
    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Ip() {}

    /// The address that `text` is, v4 dotted quad or v6 without a zone; else empty.
    public static Optional<InetAddress> parse(String text) {
        boolean v6 = text.indexOf(':') >= 0;
        if (!(v6 ? V6 : V4).matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static boolean isV4(InetAddress address) {
        return address.getAddress().length == 4;
    }
}
