package org.darsena.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.darsena.model.seccomp.Abi;

/// A call that a filter let pass and had logged (SECCOMP_RET_LOG), as the kernel's audit tells it: netlink message
/// AUDIT_SECCOMP, `audit(…): auid=… uid=… … comm="…" exe="…" sig=… arch=… syscall=… compat=… ip=… code=…`. What those
/// inside can choose, comm and exe, has no spaces: the kernel writes it in hexadecimal digits then.
///
/// @param uid as the host counts
/// @param number of x32 without its bit
record AuditRecord(long uid, Abi abi, int number) {
    private static final int AUDIT_SECCOMP = 1326;
    private static final int HEADER = 16; // struct nlmsghdr
    private static final String LOGGED = "code=0x7ffc0000";

    /// Empty for anything else.
    static Optional<AuditRecord> parse(byte[] message, int length) {
        if (length <= HEADER || type(message) != AUDIT_SECCOMP) {
            return Optional.empty();
        }
        String text = new String(message, HEADER, length - HEADER, StandardCharsets.ISO_8859_1);
        if (!text.contains(LOGGED)) {
            return Optional.empty();
        }
        try {
            long uid = Long.parseLong(field(text, "uid"));
            int number = (int) Long.parseLong(field(text, "syscall"));
            int arch = Integer.parseUnsignedInt(field(text, "arch"), 16);
            if (arch == Abi.I386.auditArch()) {
                return Optional.of(new AuditRecord(uid, Abi.I386, number));
            }
            boolean x32 = (number & Abi.X32_BIT) != 0;
            return arch == Abi.X86_64.auditArch()
                    ? Optional.of(new AuditRecord(uid, x32 ? Abi.X32 : Abi.X86_64, number & ~Abi.X32_BIT))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int type(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).getShort(4) & 0xffff;
    }

    private static String field(String text, String name) {
        int at = text.indexOf(" " + name + "=") + name.length() + 2;
        int end = text.indexOf(' ', at);
        return text.substring(at, end < 0 ? text.length() : end);
    }
}
