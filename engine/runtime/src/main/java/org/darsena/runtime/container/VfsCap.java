package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.FileCapabilities;

/// The extended attribute `security.capability`, `struct vfs_cap_data` of linux/capability.h.
///
/// @param root who, by the machine's number, is root of the user namespace it holds in; 0: the machine's own
record VfsCap(FileCapabilities capabilities, long root) {
    static final String NAME = "security.capability";
    private static final int REVISION_1 = 0x0100_0000;
    private static final int REVISION_2 = 0x0200_0000;
    private static final int REVISION_3 = 0x0300_0000;
    private static final int EFFECTIVE = 1;
    private static final int SIZE_2 = 20;
    private static final int SIZE_3 = 24;
    private static final long LOW = 0xffff_ffffL;

    /// Revision 2 where it holds on the machine, else 3.
    byte[] bytes() {
        long p = Capability.mask(capabilities.permitted());
        long i = Capability.mask(capabilities.inheritable());
        int flags = capabilities.effective() ? EFFECTIVE : 0;
        ByteBuffer out = ByteBuffer.allocate(root == 0 ? SIZE_2 : SIZE_3).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((root == 0 ? REVISION_2 : REVISION_3) | flags);
        out.putInt((int) p).putInt((int) i).putInt((int) (p >>> 32)).putInt((int) (i >>> 32));
        if (root != 0) {
            out.putInt((int) root);
        }
        return out.array();
    }

    static VfsCap of(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12) {
            throw new IOException(NAME + " has " + bytes.length + " bytes");
        }
        int head = in.getInt();
        int revision = head & 0xff00_0000;
        long p = in.getInt() & LOW;
        long i = in.getInt() & LOW;
        long root = 0;
        if (revision == REVISION_2 && bytes.length == SIZE_2 || revision == REVISION_3 && bytes.length == SIZE_3) {
            p |= (in.getInt() & LOW) << 32;
            i |= (in.getInt() & LOW) << 32;
            root = revision == REVISION_3 ? in.getInt() & LOW : 0;
        } else if (revision != REVISION_1) {
            throw new IOException(NAME + " is of a form not known here: " + Integer.toHexString(head));
        }
        return new VfsCap(new FileCapabilities(set(p), set(i), (head & EFFECTIVE) != 0), root);
    }

    private static Set<Capability> set(long mask) {
        Set<Capability> known = EnumSet.noneOf(Capability.class);
        known.addAll(Machine.capabilities(mask));
        return known;
    }
}
