package org.darsena.runtime.net;

import java.util.regex.Pattern;

/// Writes a value below /proc/sys/net of the step's namespace.
///
/// @param key with slashes, e.g. `ipv4/ip_forward` (interface names may contain dots)
/// @param required false: a kernel without that file is fine
public record SetSysctl(String key, String value, boolean required) implements NetOp {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+");
    private static final Pattern VALUE = Pattern.compile("[ -~\\t]{1,256}");

    public SetSysctl {
        if (!KEY.matcher(key).matches() || ("/" + key + "/").contains("/../") || ("/" + key + "/").contains("/./")) {
            throw new IllegalArgumentException("not a key below net: " + key);
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a value for " + key);
        }
    }
}
