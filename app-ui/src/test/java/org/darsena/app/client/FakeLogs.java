package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Console logs of [FakeHelper]: texts, or whatever a test opens.
public final class FakeLogs {
    final Map<String, String> texts = new ConcurrentHashMap<>();
    final AtomicInteger opened = new AtomicInteger();
    volatile Source source = (id, rotated) ->
            rotated ? new FileInputStream("/dev/null").getFD() : FakeFiles.open(texts.getOrDefault(id, ""));

    FakeLogs() {}

    /// Opens a log; the caller closes it.
    public interface Source {
        FileDescriptor open(String containerId, boolean rotated) throws IOException;
    }

    FileDescriptor open(String id, boolean rotated) {
        try {
            return source.open(id, rotated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            opened.incrementAndGet();
        }
    }
}
