package org.darsena.runtime.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks over received messages and their attributes in place, without copying. The kernel is trusted to
/// answer well-formed messages; a length that leads outside is still refused ([IllegalStateException]).
///
/// ```java
/// while (reader.nextMessage()) {
///     reader.skip(16); // the fixed header of the message's type
///     while (reader.nextAttribute()) { … reader.attribute() … reader.u32() … }
/// }
/// ```
/// Not thread-safe.
final class NlReader {
    private final ByteBuffer buffer;
    private final int end;
    private int messageStart;
    private int messageEnd;
    private int next;
    private int cursor;
    private int type;
    private int valueStart;
    private int valueEnd;

    /// Over `length` bytes of `bytes`, which may be refilled once this reader is done with.
    NlReader(byte[] bytes, int length) {
        this(bytes, 0, length);
    }

    private NlReader(byte[] bytes, int from, int to) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        end = to;
        next = from;
        cursor = from;
        messageEnd = to;
    }

    boolean nextMessage() {
        if (next + Nl.HEADER > end) {
            return false;
        }
        messageStart = next;
        messageEnd = bounded(next + buffer.getInt(next), Nl.HEADER, next, end);
        next = messageStart + Nl.align(messageEnd - messageStart);
        cursor = messageStart + Nl.HEADER;
        return true;
    }

    int messageType() {
        return buffer.getShort(messageStart + 4) & 0xffff;
    }

    int messageFlags() {
        return buffer.getShort(messageStart + 6) & 0xffff;
    }

    int sequence() {
        return buffer.getInt(messageStart + 8);
    }

    /// A value of the message's fixed part, `offset` bytes behind the netlink header.
    int headerU32(int offset) {
        return buffer.getInt(fixed(offset, 4));
    }

    int headerU8(int offset) {
        return buffer.get(fixed(offset, 1)) & 0xff;
    }

    private int fixed(int offset, int size) {
        int at = messageStart + Nl.HEADER + offset;
        if (at + size > messageEnd) {
            throw new IllegalStateException(
                    "netlink message of " + (messageEnd - messageStart) + " bytes is too short");
        }
        return at;
    }

    /// Passes over `bytes` of the message's fixed part, to its first attribute.
    void skip(int bytes) {
        cursor = Math.min(cursor + Nl.align(bytes), messageEnd);
    }

    boolean nextAttribute() {
        if (cursor + 4 > messageEnd) {
            return false;
        }
        int length = buffer.getShort(cursor) & 0xffff;
        type = buffer.getShort(cursor + 2) & Nl.NLA_TYPE_MASK;
        valueStart = cursor + 4;
        valueEnd = bounded(cursor + length, 4, cursor, messageEnd);
        cursor += Nl.align(length);
        return true;
    }

    int attribute() {
        return type;
    }

    int length() {
        return valueEnd - valueStart;
    }

    int u32() {
        return buffer.getInt(value(0, 4));
    }

    long u64(int offset) {
        return buffer.getLong(value(offset, 8));
    }

    byte[] bytes() {
        byte[] copy = new byte[length()];
        buffer.get(valueStart, copy);
        return copy;
    }

    /// The value as a string, without its closing NUL.
    String string() {
        int stop = valueStart;
        while (stop < valueEnd && buffer.get(stop) != 0) {
            stop++;
        }
        return new String(buffer.array(), valueStart, stop - valueStart, StandardCharsets.UTF_8);
    }

    /// A reader over the attributes inside the present one.
    NlReader nested() {
        return new NlReader(buffer.array(), valueStart, valueEnd);
    }

    private int value(int offset, int size) {
        if (valueStart + offset + size > valueEnd) {
            throw new IllegalStateException("netlink attribute " + type + " of " + length() + " bytes is too short");
        }
        return valueStart + offset;
    }

    private static int bounded(int to, int least, int from, int limit) {
        if (to < from + least || to > limit) {
            throw new IllegalStateException("netlink length of " + (to - from) + " bytes leads outside");
        }
        return to;
    }
}
