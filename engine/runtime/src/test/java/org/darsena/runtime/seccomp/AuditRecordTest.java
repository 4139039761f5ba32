package org.darsena.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.darsena.model.seccomp.Abi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records as a 6.18 kernel wrote them.
class AuditRecordTest {
    private static final String RECORD = "audit(1795527872.138:2): auid=4294967295 uid=1879048200 gid=0 ses=4294967295"
            + " pid=21936 comm=\"aud\" exe=\"/tmp/aud\" sig=0 arch=c000003e syscall=110 compat=0 ip=0x7f6b8533b829"
            + " code=0x7ffc0000";

    private static Optional<AuditRecord> parse(int type, String text) {
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer message = ByteBuffer.allocate(9000).order(ByteOrder.nativeOrder());
        message.putInt(16 + body.length).putShort((short) type).position(16).put(body);
        return AuditRecord.parse(message.array(), 16 + body.length);
    }

    @Test
    void aLoggedCallIsRead() {
        assertEquals(Optional.of(new AuditRecord(1879048200L, Abi.X86_64, 110)), parse(1326, RECORD));
        String i386 = RECORD.replace("c000003e", "40000003");
        assertEquals(Optional.of(new AuditRecord(1879048200L, Abi.I386, 110)), parse(1326, i386));
        String x32 = RECORD.replace("syscall=110", "syscall=1073742345");
        assertEquals(Optional.of(new AuditRecord(1879048200L, Abi.X32, 521)), parse(1326, x32));
    }

    /// A name with spaces or quotes comes in hexadecimal digits, so none can stand for another field.
    @Test
    void aNameIsNoField() {
        String hex = RECORD.replace("comm=\"aud\"", "comm=207379736361 6C6C3D31".replace(" ", ""));
        assertEquals(110, parse(1326, hex).orElseThrow().number());
    }

    @ParameterizedTest
    @CsvSource({
        "1300, code=0x7ffc0000, code=0x7ffc0000",
        "1326, code=0x7ffc0000, code=0x80000000",
        "1326, arch=c000003e, arch=c00000b7",
        "1326, syscall=110, call=110",
        "1326, uid=1879048200, uid=root"
    })
    void anythingElseIsNot(int type, String text, String instead) {
        assertEquals(Optional.empty(), parse(type, RECORD.replace(text, instead)));
    }
}
