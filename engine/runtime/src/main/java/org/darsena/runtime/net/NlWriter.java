package org.darsena.runtime.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Lays netlink messages one behind the other into a growing buffer. Not thread-safe.
final class NlWriter {
    private ByteBuffer buffer = allocate(4096);
    private int message = -1;
    private int count;

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    /// Begins a message (struct nlmsghdr); its payload follows.
    void begin(int type, int flags, int sequence) {
        message = buffer.position();
        u32(0).u16(type).u16(flags).u32(sequence).u32(0);
    }

    /// Ends the message begun last.
    void end() {
        buffer.putInt(message, buffer.position() - message);
        pad();
        message = -1;
        count++;
    }

    /// Forgets the message begun last, as if it had not been begun.
    void abandon() {
        if (message >= 0) {
            buffer.position(message);
            message = -1;
        }
    }

    NlWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    NlWriter u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    NlWriter u32(int value) {
        room(4).putInt(value);
        return this;
    }

    NlWriter attribute(int type, byte[] value) {
        u16(4 + value.length).u16(type);
        room(value.length).put(value);
        pad();
        return this;
    }

    NlWriter attributeU8(int type, int value) {
        return attribute(type, new byte[] {(byte) value});
    }

    NlWriter attributeU16(int type, int value) {
        u16(6).u16(type).u16(value);
        pad();
        return this;
    }

    NlWriter attributeU32(int type, int value) {
        return u16(8).u16(type).u32(value);
    }

    /// A string with its closing NUL.
    NlWriter attribute(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /// Opens an attribute that holds attributes; give the result to [#close].
    int open(int type) {
        int start = buffer.position();
        u16(0).u16(type);
        return start;
    }

    void close(int start) {
        buffer.putShort(start, (short) (buffer.position() - start));
    }

    int messages() {
        return count;
    }

    int length() {
        return buffer.position();
    }

    /// All messages so far; the writer is empty afterwards.
    byte[] take() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        buffer.clear();
        count = 0;
        return bytes;
    }

    private void pad() {
        while (buffer.position() % 4 != 0) {
            u8(0);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }
}
