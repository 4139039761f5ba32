package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.newsclub.net.unix.AFPipe;

/// A pipe, pipe(2), of which one end is lent to the helper as a stream of a process. Each end may be used
/// by one thread and closed by any.
public final class Conduit implements AutoCloseable {
    private final AFPipe pipe;

    private Conduit(AFPipe pipe) {
        this.pipe = pipe;
    }

    public static Conduit open() {
        try {
            return new Conduit(AFPipe.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FileDescriptor readEnd() throws IOException {
        return pipe.source().getFileDescriptor();
    }

    public FileDescriptor writeEnd() throws IOException {
        return pipe.sink().getFileDescriptor();
    }

    /// Waits for bytes; returns how many were put at the beginning of `chunk`, -1 once the last writer has
    /// gone.
    public int read(byte[] chunk) throws IOException {
        return pipe.source().read(ByteBuffer.wrap(chunk));
    }

    /// Writes all `length` first bytes of `chunk`.
    public void write(byte[] chunk, int length) throws IOException {
        var rest = ByteBuffer.wrap(chunk, 0, length);
        while (rest.hasRemaining()) {
            pipe.sink().write(rest);
        }
    }

    public void closeReadEnd() {
        close(pipe.source());
    }

    public void closeWriteEnd() {
        close(pipe.sink());
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            // it is gone in any case
        }
    }

    @Override
    public void close() {
        closeReadEnd();
        closeWriteEnd();
    }
}
