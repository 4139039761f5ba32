package org.darsena.runtime.stage;

/// The operations of stage.h in its order; a test compares them with what `stage --ops` prints.
enum OpCode {
    CLONE,
    JOIN,
    CLOCK,
    PROC,
    TREE,
    OVERLAY,
    CGROUP,
    PIN,
    STATE,
    SYNC,
    FS,
    NODE,
    ROOT,
    ATTACH,
    SUBTREE,
    ATTR,
    LINK,
    WRITE,
    UNSHARE,
    UTS,
    LOOPBACK,
    RLIMIT,
    STDIO,
    USER,
    CAPS,
    SECCOMP,
    CONFINE,
    LANDLOCK,
    RUN;

    /// As in the plan's bytes, from 1.
    @SuppressWarnings("EnumOrdinal") // the order is the protocol
    int number() {
        return ordinal() + 1;
    }

    /// The name of a number that stage reports, for messages; `start` before the first operation.
    static String nameOf(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1].name() : "start";
    }
}
