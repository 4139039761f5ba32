package org.darsena.api;

/// Names of the contract.
public final class Names {
    public static final String BUS = "org.darsena.Helper1";
    public static final String ROOT = "/org/darsena/Helper1";
    public static final String CONTAINERS = ROOT + "/containers/";
    public static final String LABS = ROOT + "/labs/";
    public static final String JOBS = ROOT + "/jobs/";
    public static final String METRICS = ROOT + "/metrics";

    /// Largest document accepted, in characters.
    public static final int MAX_DOCUMENT = 1 << 20;

    private Names() {}
}
