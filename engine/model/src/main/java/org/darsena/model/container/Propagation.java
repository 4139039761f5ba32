package org.darsena.model.container;

/// What becomes of mounts that are made later below a mount, mount_namespaces(7).
public enum Propagation {
    /// nothing: each side sees its own
    PRIVATE(1 << 18),
    /// those made on the machine's side appear inside
    SLAVE(1 << 19),
    /// those made inside are seen by mount namespaces made inside, and the other way round
    SHARED(1 << 20),
    /// as private; and it cannot be bound a second time
    UNBINDABLE(1 << 17);

    private final int flag;

    Propagation(int flag) {
        this.flag = flag;
    }

    /// MS_* of mount(2).
    public int flag() {
        return flag;
    }
}
