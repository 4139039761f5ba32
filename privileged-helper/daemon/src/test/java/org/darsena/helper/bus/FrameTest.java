package org.darsena.helper.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.junit.jupiter.api.Test;

/// Messages are told apart on the line whatever their size, and large ones are not held.
class FrameTest {
    private static byte[] call(byte endian, String path, String document) throws Exception {
        Message call = new MessageFactory(endian)
                .createMethodCall(":1.9", "org.darsena.Helper1", path, "a.b", "Member", (byte) 0, "s", document);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : call.getWireData()) {
            if (part != null) {
                bytes.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static ReadableByteChannel line(byte[]... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        return Channels.newChannel(new ByteArrayInputStream(all.toByteArray()));
    }

    private static Message decode(Frame frame) throws Exception {
        return MessageFactory.createMessage(frame.type(), frame.fixed(), frame.header(), frame.body(), null);
    }

    @Test
    void bothByteOrdersAndAllPaddings() throws Exception {
        for (byte endian : new byte[] {'l', 'B'}) {
            for (int length = 1; length < 20; length++) {
                String path = "/" + "p".repeat(length);
                Frame frame = Frame.read(line(call(endian, path, "text")), 1000);
                Message message = decode(frame);
                assertEquals(path, message.getPath());
                assertEquals(":1.9", message.getSource());
                assertEquals("text", message.getParameters()[0]);
                assertTrue(frame.isCall() && frame.kept() && frame.readable());
            }
        }
    }

    @Test
    void aLargeBodyIsThrownAwayAndTheNextMessageFound() throws Exception {
        var line = line(call((byte) 'l', "/a", "x".repeat(200_000)), call((byte) 'l', "/b", "next"));
        Frame large = Frame.read(line, 1000);
        assertFalse(large.kept());
        assertEquals(0, large.body().length);
        assertEquals(200_005, large.size());
        assertEquals("/a", decode(large).getPath());
        assertEquals("next", decode(Frame.read(line, 1000)).getParameters()[0]);
    }

    @Test
    void largeFieldsAreThrownAwayAndTheNextMessageFound() throws Exception {
        var line = line(call((byte) 'l', "/" + "a".repeat(100_000), "x"), call((byte) 'l', "/b", "next"));
        assertFalse(Frame.read(line, 1000).readable());
        assertEquals("next", decode(Frame.read(line, 1000)).getParameters()[0]);
    }

    @Test
    void theEndIsAnEndAndNonsenseIsNot() throws Exception {
        byte[] whole = call((byte) 'l', "/a", "text");
        for (int cut = 0; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThrows(EOFException.class, () -> Frame.read(line(part), 1000));
        }
        byte[] nonsense =
                ByteBuffer.allocate(16).putInt(0, 0x6c010001).putInt(4, -1).array();
        assertThrows(IOException.class, () -> Frame.read(line(nonsense), 1000));
    }
}
