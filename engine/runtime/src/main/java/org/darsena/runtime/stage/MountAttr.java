package org.darsena.runtime.stage;

/// MOUNT_ATTR_* of mount_setattr(2).
public final class MountAttr {
    public static final long NONE = 0;
    public static final long READ_ONLY = 1;
    public static final long NO_SUID = 2;
    public static final long NO_DEV = 4;
    public static final long NO_EXEC = 8;

    private MountAttr() {}
}
