package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.cgroup.MissingControllerException;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.net.NetlinkException;
import org.darsena.runtime.net.NoSubnetException;
import org.darsena.runtime.net.ProgramMissingException;
import org.darsena.runtime.stage.StageException;
import org.darsena.runtime.store.StateDir;

/// Makes the engine's one exception of whatever a lower layer threw, keeping call, errno and path.
public final class Failures {
    private static final int EDQUOT = 122;
    private static final int EMFILE = 24;
    private static final int ENFILE = 23;
    private static final int ECANCELED = 125;

    /// What Java's file methods keep of an errno is its text.
    private static final Map<String, Integer> TEXTS = Map.of(
            "No space left on device", Errno.ENOSPC,
            "Disk quota exceeded", EDQUOT,
            "Read-only file system", Errno.EROFS,
            "Too many open files", EMFILE,
            "Too many open files in system", ENFILE,
            "Input/output error", Errno.EIO,
            "Device or resource busy", Errno.EBUSY,
            "Not a directory", Errno.ENOTDIR,
            "Operation not permitted", Errno.EPERM,
            "Invalid argument", Errno.EINVAL);

    /// Operations on a place inside.
    private static final Set<String> PLACING = Set.of("ATTACH", "SUBTREE");

    private Failures() {}

    public static EngineException of(IOException e) {
        return switch (e) {
            case StageException s -> stage(s);
            case ErrnoException k -> kernel(k.call(), k.errno(), k.what(), e, Map.of());
            case NetlinkException n -> kernel("netlink", n.errno(), n.command(), e, Map.of("detail", n.kernelText()));
            case ProgramMissingException p -> missing(p.program(), e);
            case MissingControllerException m -> missing("cgroup." + m.controller(), e);
            case NoSubnetException _ ->
                new EngineException(Kind.EXHAUSTED, Map.of("what", "addresses", "detail", text(e)), e);
            case StateDir.TakenException _ ->
                new EngineException(Kind.EXISTS, Map.of("what", "state", "detail", text(e)), e);
            case Strangers.StrangerException _ ->
                new EngineException(Kind.EXISTS, Map.of("what", "marks", "detail", text(e)), e);
            case FileSystemException f -> file(f);
            default -> other(e);
        };
    }

    private static EngineException missing(String what, IOException cause) {
        return new EngineException(Kind.MISSING, Map.of("what", what), cause);
    }

    private static EngineException stage(StageException e) {
        if (e.errno() == ECANCELED) {
            return new EngineException(Kind.CANCELLED, Map.of(), e);
        }
        if (PLACING.contains(e.operation()) && e.errno() == Errno.ELOOP) { // a link that those inside have laid
            return new EngineException(
                    Kind.INVALID, Map.of("what", "mount-link", "value", "/" + e.detail(), "path", e.detail()), e);
        }
        boolean exec = e.operation().equals("RUN");
        String call = exec ? "execve" : e.operation().toLowerCase(java.util.Locale.ROOT);
        return kernel(call, e.errno(), e.detail(), e, Map.of("op", e.operation()));
    }

    private static EngineException file(FileSystemException e) {
        String path = e.getFile() == null ? "" : e.getFile();
        int errno = switch (e) {
            case AccessDeniedException _ -> Errno.EACCES;
            case NoSuchFileException _ -> Errno.ENOENT;
            case FileAlreadyExistsException _ -> Errno.EEXIST;
            case DirectoryNotEmptyException _ -> Errno.ENOTEMPTY;
            default -> TEXTS.getOrDefault(String.valueOf(e.getReason()), 0);
        };
        return errno == 0 ? failed(e) : kernel("file", errno, path, e, Map.of());
    }

    private static EngineException other(IOException e) {
        Integer errno = TEXTS.get(String.valueOf(e.getMessage()));
        return errno == null ? failed(e) : kernel("file", errno, "", e, Map.of());
    }

    private static EngineException failed(IOException e) {
        return new EngineException(Kind.FAILED, Map.of("detail", text(e)), e);
    }

    private static EngineException kernel(
            String call, int errno, String path, IOException cause, Map<String, String> more) {
        Map<String, String> args = new LinkedHashMap<>(more);
        args.put("call", call);
        args.put("errno", Errno.name(errno));
        if (!path.isEmpty()) {
            args.put("path", path);
        }
        String exhausted = switch (errno) {
            case Errno.ENOSPC, EDQUOT -> "disk";
            case Errno.ENOMEM -> "memory";
            case EMFILE, ENFILE -> "descriptors";
            case Errno.EAGAIN -> "processes";
            default -> "";
        };
        if (exhausted.isEmpty()) {
            return new EngineException(Kind.KERNEL, args, cause);
        }
        args.put("what", exhausted);
        return new EngineException(Kind.EXHAUSTED, args, cause);
    }

    private static String text(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
