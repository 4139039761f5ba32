package org.darsena.model.container;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Linux capabilities, capabilities(7), in the kernel's order: the ordinal is the bit.
public enum Capability {
    CHOWN,
    DAC_OVERRIDE,
    DAC_READ_SEARCH,
    FOWNER,
    FSETID,
    KILL,
    SETGID,
    SETUID,
    SETPCAP,
    LINUX_IMMUTABLE,
    NET_BIND_SERVICE,
    NET_BROADCAST,
    NET_ADMIN,
    NET_RAW,
    IPC_LOCK,
    IPC_OWNER,
    SYS_MODULE,
    SYS_RAWIO,
    SYS_CHROOT,
    SYS_PTRACE,
    SYS_PACCT,
    SYS_ADMIN,
    SYS_BOOT,
    SYS_NICE,
    SYS_RESOURCE,
    SYS_TIME,
    SYS_TTY_CONFIG,
    MKNOD,
    LEASE,
    AUDIT_WRITE,
    AUDIT_CONTROL,
    SETFCAP,
    MAC_OVERRIDE,
    MAC_ADMIN,
    SYSLOG,
    WAKE_ALARM,
    BLOCK_SUSPEND,
    AUDIT_READ,
    PERFMON,
    BPF,
    CHECKPOINT_RESTORE;

    /// What Docker gives a container by default.
    public static final Set<Capability> DEFAULT = java.util.Collections.unmodifiableSet(EnumSet.of(
            CHOWN,
            DAC_OVERRIDE,
            FSETID,
            FOWNER,
            MKNOD,
            NET_RAW,
            SETGID,
            SETUID,
            SETFCAP,
            SETPCAP,
            NET_BIND_SERVICE,
            SYS_CHROOT,
            KILL,
            AUDIT_WRITE));

    /// `set` as the kernel's 64-bit mask.
    @SuppressWarnings("EnumOrdinal") // the constants stand in the kernel's order, which a test holds
    public static long mask(Set<Capability> set) {
        return set.stream().mapToLong(c -> 1L << c.ordinal()).reduce(0, (a, b) -> a | b);
    }

    /// The one of that name, as people spell it: `net_admin`, `NET_ADMIN`, `CAP_NET_ADMIN`.
    public static Optional<Capability> named(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("CAP_") ? upper.substring(4) : upper;
        for (Capability capability : values()) {
            if (capability.name().equals(name)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    /// Its name as in capabilities(7), lower case without the prefix: `net_bind_service`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
