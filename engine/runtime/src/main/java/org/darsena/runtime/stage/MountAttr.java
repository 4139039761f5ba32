package org.darsena.runtime.stage;

/// MOUNT_ATTR_* of mount_setattr(2).
public final class MountAttr {
    public static final long NONE = 0;
    public static final long READ_ONLY = 1;
    public static final long NO_SUID = 2;
    public static final long NO_DEV = 4;
    public static final long NO_EXEC = 8;
    public static final long NO_ATIME = 0x10;
    public static final long STRICT_ATIME = 0x20;
    public static final long NO_DIR_ATIME = 0x80;
    public static final long NO_SYM_FOLLOW = 0x200000;

    private MountAttr() {}
}
