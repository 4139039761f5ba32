package org.darsena.helper.bus;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import org.darsena.runtime.kernel.Fd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Descriptors that cross the bus. They have one owner at a time, who closes them.
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    /// Closes it and all streams made of it; closing twice does nothing.
    static void close(FileDescriptor descriptor) {
        try {
            new FileOutputStream(descriptor).close();
        } catch (IOException e) {
            LOG.debug("close", e);
        }
    }

    /// Takes a descriptor away from junixsocket, which keeps those it received in a list and closes them *by
    /// number* together with the bus connection: by then the number may be another file's. The one handed in is
    /// dead afterwards.
    static FileDescriptor takeOver(FileDescriptor received) throws IOException {
        FileDescriptor ours = Fd.adopt(Fd.numberOf(received)).releaseToJava();
        try {
            Field number = FileDescriptor.class.getDeclaredField("fd");
            number.setAccessible(true);
            number.setInt(received, -1);
        } catch (ReflectiveOperationException e) {
            throw new IOException("java.io is not opened to us (--add-opens java.base/java.io=ALL-UNNAMED)", e);
        }
        // takes it out of the list; there is nothing left in it to close
        close(received);
        return ours;
    }
}
