package org.darsena.runtime.store;

import java.util.BitSet;

/// The ranges of user and group ids that containers are mapped to: 65 536 each, no two alike. A slot is
/// taken from the moment its container begins to be made until its last file is gone; freed ones are taken
/// again last. Any thread.
///
/// The pool lies where systemd's table of uids has nothing (users, containers of systemd-nspawn, Incus and
/// podman lie below; from 0x7FFE0000 foreign images, from 0x80000000 what some programs take for negative).
public final class IdSlots {
    public static final int SIZE = 65536;
    public static final long FIRST_ID = 0x70000000L;
    public static final int COUNT = (int) ((0x7FFE0000L - FIRST_ID) / SIZE);

    private final BitSet taken = new BitSet(COUNT);
    private int next;

    /// The host's id of root in slot `slot`.
    public static long base(int slot) {
        return FIRST_ID + (long) slot * SIZE;
    }

    /// The slot a host's id lies in, -1 if in none.
    public static int slotOf(long hostId) {
        long slot = (hostId - FIRST_ID) / SIZE;
        return hostId >= FIRST_ID && slot < COUNT ? (int) slot : -1;
    }

    /// Takes a free slot, or -1 when there is none.
    public synchronized int take() {
        int slot = taken.nextClearBit(next);
        if (slot >= COUNT) {
            slot = taken.nextClearBit(0);
            if (slot >= COUNT) {
                return -1;
            }
        }
        taken.set(slot);
        next = (slot + 1) % COUNT;
        return slot;
    }

    /// Marks a slot found on disk; false if it was taken already, or is no slot.
    public synchronized boolean claim(int slot) {
        if (slot < 0 || slot >= COUNT || taken.get(slot)) {
            return false;
        }
        taken.set(slot);
        next = Math.max(next, slot + 1) % COUNT;
        return true;
    }

    public synchronized void free(int slot) {
        if (slot >= 0) {
            taken.clear(slot);
        }
    }

    public synchronized int used() {
        return taken.cardinality();
    }
}
