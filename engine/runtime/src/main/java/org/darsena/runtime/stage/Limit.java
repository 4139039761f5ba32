package org.darsena.runtime.stage;

/// One resource limit, setrlimit(2); values in the resource's unit, -1 = no limit. Raising a hard limit above the
/// helper's own wants CAP_SYS_RESOURCE and fails with EPERM without.
public record Limit(Resource resource, long soft, long hard) {

    /// RLIMIT_* with the kernel's numbers.
    public enum Resource {
        CPU,
        FSIZE,
        DATA,
        STACK,
        CORE,
        RSS,
        NPROC,
        NOFILE,
        MEMLOCK,
        AS,
        LOCKS,
        SIGPENDING,
        MSGQUEUE,
        NICE,
        RTPRIO,
        RTTIME;

        @SuppressWarnings("EnumOrdinal") // the constants stand in the kernel's order
        int number() {
            return ordinal();
        }
    }
}
