package org.darsena.helper.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Whether this machine lets ordinary users make user namespaces, and so have every capability within one. An
/// administrator who forbids it means to keep from them what of the kernel such capabilities open.
public record UserNamespaces(Path proc) {
    /// Either at zero forbids it; the second is Debian's own.
    private static final Map<String, String> FORBIDDEN =
            Map.of("sys/user/max_user_namespaces", "0", "sys/kernel/unprivileged_userns_clone", "0");

    /// This machine's; looked at anew each time.
    public static final UserNamespaces MACHINE = new UserNamespaces(Path.of("/proc"));

    /// True unless it is forbidden.
    public boolean open() {
        return FORBIDDEN.entrySet().stream().noneMatch(e -> is(e.getKey(), e.getValue()));
    }

    private boolean is(String file, String value) {
        try {
            return Files.readString(proc.resolve(file)).strip().equals(value);
        } catch (IOException e) {
            return false; // this kernel has no such setting
        }
    }
}
