package org.darsena.model.lab;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a policy lets through: `any`, `icmp`, `ospf`, `tcp`, `udp/53`, `tcp/1000-2000`.
///
/// @param protocol `any`, `icmp`, `ospf`, `tcp` or `udp`
/// @param from first port; 0: every port, or the protocol has none
/// @param to last port
public record Service(String protocol, int from, int to) {
    private static final Pattern FORM =
            Pattern.compile("(any|icmp|ospf)|(tcp|udp)(?:/([0-9]{1,5})(?:-([0-9]{1,5}))?)?");

    /// What `text` means; empty if nothing.
    public static Optional<Service> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        if (match.group(3) == null) {
            return Optional.of(new Service(text, 0, 0));
        }
        int from = Integer.parseInt(match.group(3));
        int to = match.group(4) == null ? from : Integer.parseInt(match.group(4));
        boolean valid = from >= 1 && to >= from && to <= 65535;
        return valid ? Optional.of(new Service(match.group(2), from, to)) : Optional.empty();
    }
}
