package org.darsena.model.verify;

/// What others' containers were broken by: the rows of the project's security table for engines. Each has a test that
/// fails when the defence is taken away.
public enum Row {
    /// /proc/self/exe of the launcher overwritten
    LAUNCHER("CVE-2019-5736"),
    /// leaked descriptors, a working directory outside
    DESCRIPTORS("CVE-2024-21626"),
    /// races of symbolic links on mounts and masks; also CVE-2025-31133, CVE-2025-52565, CVE-2025-52881
    MOUNTS("CVE-2021-30465"),
    /// tracing of what has not dropped its rights yet
    TRACING("CVE-2016-9962"),
    /// release_agent
    CGROUPS("CVE-2022-0492"),
    /// abstract sockets of the host
    SOCKETS("CVE-2020-15257"),
    /// TIOCSTI, a terminal of the host's
    TERMINAL("TIOCSTI"),
    /// keyrings shared
    KEYRINGS("keyrings"),
    /// leaks of /proc and /sys
    PROC_AND_SYS("proc-sys"),
    DEVICES("devices"),
    USER_NAMESPACES("user-namespaces"),
    SECCOMP("seccomp"),
    /// fork bomb, memory hog
    EXHAUSTION("exhaustion"),
    /// names that lead elsewhere
    NAMES("names");

    private final String title;

    Row(String title) {
        this.title = title;
    }

    /// The known case by its number, or what it is about.
    public String title() {
        return title;
    }
}
