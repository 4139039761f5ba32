package org.darsena.model.verify;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is verified of a running container, in the order in which it is told: first what a container must not be able
/// to
/// do, then what else a public console wants (forwarding, spam, mining, proxying, one bridge for all, the host's
/// files).
public enum Defence {
    LAUNCHER("launcher", Row.LAUNCHER, "unsealed", "writable"),
    DESCRIPTORS("descriptors", Row.DESCRIPTORS, "leaked"),
    MOUNTS("mounts", Row.MOUNTS, "foreign", "missing", "admin"),
    TRACING("tracing", Row.TRACING, "dumpable", "traceable", "host"),
    CGROUPS("cgroups", Row.CGROUPS, "writable", "agent"),
    SOCKETS("sockets", Row.SOCKETS, "shared"),
    TERMINAL("terminal", Row.TERMINAL, "reachable"),
    KEYRINGS("keyrings", Row.KEYRINGS, "shared"),
    MASKS("masks", Row.PROC_AND_SYS, "readable", "admin"),
    SETTINGS("settings", Row.PROC_AND_SYS, "writable", "admin"),
    DEVICES("devices", Row.DEVICES, "present", "openable"),
    IDS("ids", Row.USER_NAMESPACES, "root", "overlap", "shared"),
    FILTER("seccomp", Row.SECCOMP, "off", "passes", "capabilities"),
    CAPABILITIES("capabilities", null, "more"),
    NO_NEW_PRIVILEGES("no-new-privileges", null, "off"),
    NAMESPACES("namespaces", null, "shared"),
    PROGRAMS("programs", null, "writable"),
    PROCESSES("pids", Row.EXHAUSTION, "unlimited", "more"),
    MEMORY("memory", Row.EXHAUSTION, "unlimited", "more"),

    MINING("mining", null, "unlimited"),
    FORWARDING("forwarding", null, "nat", "host"),
    SPAM("spam", null, "nat", "host"),
    PROXYING("proxying", null, "device", "tunnel"),
    BRIDGE("bridge", null, "neighbours"),
    SHARED_FILES("shared-files", null, "writable", "propagates"),
    IMAGE("image", null, "foreign"),
    LSM("lsm", null, "unconfined", "absent"),
    FEW_CAPABILITIES("few-capabilities", null, "usual"),
    FEW_CALLS("few-calls", null, "usual");

    /// Why something could not be tried: the probe did not come so far.
    static final String UNTRIED = "untried";

    private final String id;
    private final @Nullable Row row;
    private final List<String> reasons;

    Defence(String id, @Nullable Row row, String... reasons) {
        this.id = id;
        this.row = row;
        this.reasons = List.of(reasons);
    }

    /// Stable; the client's bundles hold a sentence for it and for each of its reasons.
    public String id() {
        return id;
    }

    /// The known case it is against.
    public Optional<Row> row() {
        return Optional.ofNullable(row);
    }

    /// Why it may not hold.
    public List<String> reasons() {
        return reasons;
    }

    /// Whether only a public console asks for it.
    public boolean isAdvice() {
        return compareTo(MINING) >= 0;
    }
}
