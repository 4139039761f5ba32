package org.darsena.runtime.seccomp;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.model.container.Capability;

/// Compiled filters, each once per set of capabilities. Thread-safe.
public final class SeccompFilters {
    private static final Map<Long, byte[]> CACHE = new ConcurrentHashMap<>();

    private SeccompFilters() {}

    /// The default filter for a container with these capabilities, as `ProcessPlan.filter` takes it
    /// (`struct sock_filter` after `struct sock_filter`); the array is shared: do not write to it.
    public static byte[] standard(Set<Capability> capabilities) {
        return CACHE.computeIfAbsent(
                Capability.mask(capabilities), mask -> Compiler.compile(Profile.standard(capabilities)));
    }
}
