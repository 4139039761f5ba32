package org.darsena.api;

/// Names of errors, of calls and of jobs alike. The client's bundles hold a sentence for each.
public final class Errors {
    private static final String PREFIX = "org.darsena.Helper1.Error.";

    /// Absent, or none of the caller's business: the two are not told apart.
    public static final String NOT_FOUND = PREFIX + "NotFound";

    public static final String EXISTS = PREFIX + "Exists";
    public static final String STATE = PREFIX + "State";
    public static final String INVALID = PREFIX + "Invalid";
    public static final String MISSING = PREFIX + "Missing";
    public static final String CANCELLED = PREFIX + "Cancelled";
    public static final String EXHAUSTED = PREFIX + "Exhausted";
    public static final String KERNEL = PREFIX + "Kernel";
    public static final String FAILED = PREFIX + "Failed";

    /// The caller may not, whoever confirms it.
    public static final String DENIED = PREFIX + "Denied";

    /// The caller could, had it someone to ask for the password.
    public static final String NEEDS_AUTHENTICATION = PREFIX + "NeedsAuthentication";

    /// The password dialog was put away.
    public static final String DISMISSED = PREFIX + "Dismissed";

    /// polkit is missing or failed.
    public static final String NO_AUTHORITY = PREFIX + "NoAuthority";

    /// Too many jobs of the caller's are under way.
    public static final String BUSY = PREFIX + "Busy";

    private Errors() {}
}
