package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NlReaderTest {
    private static byte[] twoMessages() {
        NlWriter out = new NlWriter();
        out.begin(100, 5, 1);
        out.u32(0xcafe);
        out.attribute(1, "odd"); // 4 + 4 bytes
        out.attribute(2, new byte[] {1, 2, 3, 4, 5}); // padded
        int nest = out.open(3);
        out.attributeU32(7, -9);
        out.close(nest);
        out.end();
        out.begin(101, 0, 2);
        out.end();
        return out.take();
    }

    @Test
    void readsBackWhatTheWriterWrote() {
        byte[] bytes = twoMessages();
        NlReader reader = new NlReader(bytes, bytes.length);
        assertTrue(reader.nextMessage());
        assertEquals(100, reader.messageType());
        assertEquals(5, reader.messageFlags());
        assertEquals(1, reader.sequence());
        assertEquals(0xcafe, reader.headerU32(0));
        reader.skip(4);
        assertTrue(reader.nextAttribute());
        assertEquals("odd", reader.string());
        assertTrue(reader.nextAttribute());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, reader.bytes());
        assertTrue(reader.nextAttribute());
        NlReader nested = reader.nested();
        assertTrue(nested.nextAttribute());
        assertEquals(7, nested.attribute());
        assertEquals(-9, nested.u32());
        assertFalse(nested.nextAttribute());
        assertFalse(reader.nextAttribute());
        assertTrue(reader.nextMessage());
        assertEquals(2, reader.sequence());
        assertFalse(reader.nextAttribute());
        assertFalse(reader.nextMessage());
    }

    @Test
    void abandonedMessageLeavesNoTrace() {
        NlWriter out = new NlWriter();
        out.begin(1, 0, 1);
        out.end();
        int before = out.length();
        out.begin(2, 0, 2);
        out.attribute(1, "x");
        out.abandon();
        assertEquals(before, out.length());
        assertEquals(1, out.messages());
    }

    @Test
    void growsBeyondItsFirstBuffer() {
        NlWriter out = new NlWriter();
        byte[] large = new byte[5000];
        Arrays.fill(large, (byte) 7);
        out.begin(1, 0, 1);
        out.attribute(1, large);
        out.end();
        byte[] bytes = out.take();
        NlReader reader = new NlReader(bytes, bytes.length);
        assertTrue(reader.nextMessage());
        assertTrue(reader.nextAttribute());
        assertArrayEquals(large, reader.bytes());
    }

    @Test
    void refusesLengthsThatLeadOutside() {
        byte[] bytes = twoMessages();
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        view.putShort(Nl.HEADER + 4, (short) 4000); // the first attribute
        NlReader reader = new NlReader(bytes, bytes.length);
        assertTrue(reader.nextMessage());
        reader.skip(4);
        assertThrows(IllegalStateException.class, reader::nextAttribute);
        view.putShort(Nl.HEADER + 4, (short) 0); // would never advance
        NlReader again = new NlReader(bytes, bytes.length);
        assertTrue(again.nextMessage());
        again.skip(4);
        assertThrows(IllegalStateException.class, again::nextAttribute);
        view.putInt(0, 5000);
        assertThrows(IllegalStateException.class, new NlReader(bytes, bytes.length)::nextMessage);
    }
}
