package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileCapabilities;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.MountInfo;
import org.jspecify.annotations.Nullable;

/// Capabilities of files in a container: read, set, removed, and whether they come to anything there.
///
/// While it runs, the file is opened as its processes see it, below their root in their mount namespace; so
/// what is read-only for them is so for us. When it is stopped, its own layer is all there is. No path of the
/// machine's is taken, and no link leads out.
final class FileCaps {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Parts parts;

    FileCaps(Parts parts) {
        this.parts = parts;
    }

    /// What the file has, as JSON: `capabilities` (null: none) and the rest as [Engine#fileCapabilities] says.
    String read(Container c, String path) throws EngineException {
        return with(c, path, file -> {});
    }

    /// Sets them, or removes them where `wanted` is null; then as [#read].
    String change(Container c, String path, @Nullable FileCapabilities wanted) throws EngineException {
        return with(c, path, file -> {
            if (wanted == null) {
                parts.kernel().removeXattr(file.fd(), VfsCap.NAME);
            } else {
                byte[] value = new VfsCap(wanted, file.seen().rootId()).bytes();
                parts.kernel().setXattr(file.fd(), VfsCap.NAME, value);
            }
        });
    }

    private interface Change {
        void on(OpenFile file) throws IOException;
    }

    private record OpenFile(Fd fd, FileCapsView seen, String path) {}

    private String with(Container c, String path, Change change) throws EngineException {
        c.lock.lock();
        try {
            if (c.state() == ContainerState.STOPPED) {
                return done(c, path, change); // under its lock: so it stays meanwhile
            }
        } finally {
            c.lock.unlock();
        }
        return done(c, path, change); // its file systems may be slow, and everybody's lists ask for the lock
    }

    private String done(Container c, String path, Change change) throws EngineException {
        try (Descriptors fds = new Descriptors(parts.kernel())) {
            FileCapsView seen = FileCapsView.of(parts, c);
            OpenFile file = new OpenFile(open(c, seen, path, fds), seen, path);
            MountInfo mount = seen.mount(file.fd());
            try {
                change.on(file);
                return told(file, mount).toString();
            } catch (ErrnoException e) {
                throw refused(e, path, mount);
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private Fd open(Container c, FileCapsView seen, String path, Descriptors fds) throws IOException, EngineException {
        Fd root = fds.add(seen.root(parts.kernel()));
        Fd file;
        try {
            file = fds.add(parts.kernel().openInRoot(root, path, Linux.O_PATH));
        } catch (ErrnoException e) {
            boolean absent = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
            if (absent && c.state() == ContainerState.STOPPED) {
                throw new EngineException(
                        Kind.NOT_FOUND, Map.of("what", "file.stopped", "path", path, "name", c.name()), e);
            }
            if (absent) {
                throw new EngineException(Kind.NOT_FOUND, Map.of("what", "file", "path", path), e);
            }
            throw new ErrnoException(e.call(), e.errno(), path);
        }
        if (!Files.isRegularFile(Path.of("/proc/self/fd/" + file.number()))) {
            throw new EngineException(Kind.INVALID, Map.of("what", "filecap.kind", "value", path));
        }
        return file;
    }

    private static EngineException refused(ErrnoException e, String path, @Nullable MountInfo mount) {
        if (e.errno() == Errno.EOPNOTSUPP) {
            String type = mount == null ? "?" : mount.type();
            return new EngineException(Kind.MISSING, Map.of("what", "filecap", "path", path, "type", type), e);
        }
        return Failures.of(new ErrnoException(e.call(), e.errno(), path));
    }

    private ObjectNode told(OpenFile file, @Nullable MountInfo mount) throws IOException {
        ObjectNode out = MAPPER.createObjectNode().put("path", file.path());
        byte[] value = parts.kernel().xattr(file.fd(), VfsCap.NAME);
        if (value == null) {
            return out.putNull("capabilities");
        }
        VfsCap found = VfsCap.of(value);
        out.put("capabilities", found.capabilities().text())
                .put("effective", found.capabilities().effective())
                .put("root", found.root());
        labels(out.putArray("permitted"), found.capabilities().permitted());
        labels(out.putArray("inheritable"), found.capabilities().inheritable());
        obstacles(out.putArray("obstacles"), found, file.seen(), mount);
        return out;
    }

    private static void labels(ArrayNode out, Set<Capability> set) {
        EnumSet.allOf(Capability.class).stream().filter(set::contains).forEach(c -> out.add(c.label()));
    }

    /// Why they come to nothing, or to less, for the container's processes; capabilities(7).
    private static void obstacles(ArrayNode out, VfsCap found, FileCapsView seen, @Nullable MountInfo mount) {
        if (found.root() != 0 && found.root() != seen.rootId()) {
            out.addObject().put("id", "elsewhere");
        }
        if (seen.noNewPrivileges()) {
            out.addObject().put("id", "no-new-privileges");
        }
        if (mount != null && mount.options().contains("nosuid")) {
            out.addObject().put("id", "nosuid");
        }
        Set<Capability> beyond = EnumSet.noneOf(Capability.class);
        beyond.addAll(found.capabilities().permitted());
        beyond.removeAll(seen.bounding());
        if (!beyond.isEmpty()) {
            // with the effective bit execve fails (EPERM): such a program would not know what it lacks
            String id = found.capabilities().effective() ? "bounding-refuses" : "bounding";
            labels(out.addObject().put("id", id).putArray("capabilities"), beyond);
        }
    }
}
