package org.darsena.runtime.stage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Fd;
import org.jspecify.annotations.Nullable;

/// Serialises operations as stage.c reads them: `{u32 code, u32 length, arguments}`, little-endian, not aligned.
/// Descriptors are collected; in the bytes stands their index in the message, 0 (the reply socket) for none.
final class PlanWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    private final List<Fd> fds;

    PlanWriter() {
        this(new ArrayList<>());
    }

    private PlanWriter(List<Fd> fds) {
        this.fds = fds;
    }

    PlanWriter u32(long value) {
        out.writeBytes(buffer(4).putInt((int) value).array());
        return this;
    }

    PlanWriter u64(long value) {
        out.writeBytes(buffer(8).putLong(value).array());
        return this;
    }

    PlanWriter text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL inside a string for the kernel");
        }
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        return this;
    }

    PlanWriter texts(List<String> values) {
        values.forEach(this::text);
        return this;
    }

    PlanWriter bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    PlanWriter fd(@Nullable Fd fd) {
        if (fd == null) {
            return u32(0);
        }
        int known = fds.indexOf(fd);
        if (known < 0) {
            fds.add(fd);
            known = fds.size() - 1;
        }
        return u32(known + 1L);
    }

    void op(StageOp op) {
        PlanWriter inner = new PlanWriter(fds);
        op.encode(inner);
        byte[] arguments = inner.out.toByteArray();
        u32(op.code().number()).u32(arguments.length).bytes(arguments);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    List<Fd> fds() {
        return fds;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
