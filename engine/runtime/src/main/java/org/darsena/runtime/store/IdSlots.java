package org.darsena.runtime.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The ranges of user and group ids that containers are mapped to: 65 536 each, no two alike. A slot is
/// taken from the moment its container begins to be made until its last file is gone; freed ones are taken
/// again last. Any thread.
///
/// The pool is all users' together: nobody but root takes more than half of what the others have left, so that one
/// (or a few) cannot keep everybody else from having containers.
///
/// The pool lies where systemd's table of uids has nothing (users, containers of systemd-nspawn, Incus and
/// podman lie below; from 0x7FFE0000 foreign images, from 0x80000000 what some programs take for negative).
public final class IdSlots {
    public static final int SIZE = 65536;
    public static final long FIRST_ID = 0x70000000L;
    public static final int COUNT = (int) ((0x7FFE0000L - FIRST_ID) / SIZE);

    /// The user whose share is all there is.
    public static final int ROOT = 0;

    private final BitSet taken = new BitSet(COUNT);
    private final int[] owners = new int[COUNT];
    private final Map<Integer, Integer> counts = new HashMap<>();
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

    /// How many a user may have, as things are.
    public synchronized int share(int owner) {
        int others = taken.cardinality() - of(owner);
        return owner == ROOT ? COUNT - others : (COUNT - others) / 2;
    }

    private int of(int owner) {
        return counts.getOrDefault(owner, 0);
    }

    /// Takes a free slot for a user, or -1 when that has its share, or there is none.
    public synchronized int take(int owner) {
        if (of(owner) >= share(owner)) {
            return -1;
        }
        int slot = taken.nextClearBit(next);
        if (slot >= COUNT) {
            slot = taken.nextClearBit(0);
            if (slot >= COUNT) {
                return -1;
            }
        }
        give(slot, owner);
        next = (slot + 1) % COUNT;
        return slot;
    }

    /// Marks a slot of a user's found on disk; false if it was taken already, or is no slot.
    public synchronized boolean claim(int slot, int owner) {
        if (slot < 0 || slot >= COUNT || taken.get(slot)) {
            return false;
        }
        give(slot, owner);
        next = Math.max(next, slot + 1) % COUNT;
        return true;
    }

    private void give(int slot, int owner) {
        taken.set(slot);
        owners[slot] = owner;
        counts.merge(owner, 1, Integer::sum);
    }

    public synchronized void free(int slot) {
        if (slot >= 0 && taken.get(slot)) {
            taken.clear(slot);
            counts.computeIfPresent(owners[slot], (owner, n) -> n > 1 ? n - 1 : null);
        }
    }

    public synchronized int used() {
        return taken.cardinality();
    }
}
