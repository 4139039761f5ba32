package org.darsena.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Copies;
import org.darsena.runtime.EngineException.Kind;

/// Files that a client opened with its own rights and passes beside a document, in place of paths: what a mount shows,
/// say. Each goes by the place in the document that it stands for, a JSON pointer such as `/mounts/0/source`.
///
/// They have one owner, who closes them; the engine closes what it is given, whatever becomes of the call.
public record Attachments(Map<String, FileDescriptor> files) implements AutoCloseable {
    public static final Attachments NONE = new Attachments(Map.of());

    public Attachments {
        files = Copies.of(files);
    }

    /// INVALID if there is one that the document has no use for.
    public void only(Set<String> wanted) throws EngineException {
        for (String name : files.keySet()) {
            if (!wanted.contains(name)) {
                String allowed = String.join(" ", wanted.stream().sorted().toList());
                throw new EngineException(
                        Kind.INVALID, Map.of("what", "attachment", "value", name, "allowed", allowed));
            }
        }
    }

    @Override
    public void close() {
        for (FileDescriptor file : files.values()) {
            try {
                new FileOutputStream(file).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
