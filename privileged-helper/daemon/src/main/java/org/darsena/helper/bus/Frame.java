package org.darsena.helper.bus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.freedesktop.dbus.messages.constants.MessageTypes;

/// One message as it came off the line, with bounds: what is larger is read to its end and thrown away, so that the
/// next one is found, and is never held in memory. See the D-Bus specification, "Message Format".
final class Frame {
    private static final int FIXED = 12;
    private static final int FIELDS_LENGTH = 4;
    private static final int FIELDS_OFFSET = 8;
    private static final int MAX_MESSAGE = 1 << 27;

    /// Fields hold a path, four names and a signature.
    private static final int MAX_FIELDS = 8 << 10;

    private final byte[] fixed;
    private final byte[] header;
    private final byte[] body;
    private final int size;
    private final boolean kept;

    private Frame(byte[] fixed, byte[] header, byte[] body, int size, boolean kept) {
        this.fixed = fixed;
        this.header = header;
        this.body = body;
        this.size = size;
        this.kept = kept;
    }

    byte type() {
        return fixed[1];
    }

    /// The first 12 bytes: byte order, type, flags, version, length of the body, serial. Not a copy.
    byte[] fixed() {
        return fixed;
    }

    /// Length of the field array (4 bytes), 4 bytes of nothing, the fields; as dbus-java wants it.
    byte[] header() {
        return header;
    }

    /// Empty where it was not kept.
    byte[] body() {
        return body;
    }

    /// Bytes of the body on the line.
    int size() {
        return size;
    }

    boolean kept() {
        return kept;
    }

    boolean isCall() {
        return type() == MessageTypes.METHOD_CALL.getId();
    }

    /// Whether its fields could be kept; without them nobody can be answered.
    boolean readable() {
        return header.length > 0;
    }

    /// Blocks for the next message. Throws [EOFException] at the end of the line, and [IOException] where what
    /// comes is no D-Bus.
    static Frame read(ReadableByteChannel line, int maxBody) throws IOException {
        byte[] start = new byte[FIXED + FIELDS_LENGTH];
        fill(line, start, 0, start.length);
        ByteBuffer numbers =
                ByteBuffer.wrap(start).order(start[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int size = numbers.getInt(4);
        int fields = padded(numbers.getInt(FIXED));
        if (size < 0 || fields < 0 || size > MAX_MESSAGE || fields > MAX_MESSAGE) {
            throw new IOException("lengths out of range in a message: " + fields + ", " + size);
        }
        byte[] header = fields > MAX_FIELDS ? new byte[0] : new byte[FIELDS_OFFSET + fields];
        if (header.length == 0) {
            skip(line, fields);
        } else {
            System.arraycopy(start, FIXED, header, 0, FIELDS_LENGTH);
            fill(line, header, FIELDS_OFFSET, fields);
        }
        boolean keep = header.length > 0 && size <= maxBody;
        byte[] body = new byte[keep ? size : 0];
        if (keep) {
            fill(line, body, 0, size);
        } else {
            skip(line, size);
        }
        return new Frame(Arrays.copyOf(start, FIXED), header, body, size, keep);
    }

    /// The fields end on a multiple of eight; they begin at 16.
    private static int padded(int length) {
        return length < 0 ? length : length + 7 & ~7;
    }

    private static void fill(ReadableByteChannel line, byte[] into, int from, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(into, from, length);
        while (rest.hasRemaining()) {
            if (line.read(rest) < 0) {
                throw new EOFException("the bus closed the line");
            }
        }
    }

    private static void skip(ReadableByteChannel line, int length) throws IOException {
        byte[] sink = new byte[Math.min(length, 64 << 10)];
        for (int left = length; left > 0; left -= Math.min(left, sink.length)) {
            fill(line, sink, 0, Math.min(left, sink.length));
        }
    }
}
