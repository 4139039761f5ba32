package org.darsena.runtime.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.runtime.stage.Bind;
import org.darsena.runtime.stage.StageOp.Below;

/// Strict mode allows no execve, and a filter allows no strict mode after it. So the container's programs are run by
/// a small one of ours (`src/main/c/strict.c`), which maps them, enters strict mode, and jumps. Everything that is run
/// in such a container goes by it, without a filter until then: nobody else's file may stand in its place.
final class StrictProgram {
    /// Seen inside. It is mounted last, upon whatever is there.
    static final String INSIDE = "/dev/darsena-strict";

    private static final String RESOURCE = "/org/darsena/runtime/stage/strict";

    private StrictProgram() {}

    static boolean wanted(Security security) {
        return security.seccomp() == SeccompMode.STRICT;
    }

    /// What is executed in a container with `security` to run `program`.
    static List<String> argv(Security security, List<String> program) {
        List<String> argv = new ArrayList<>(wanted(security) ? List.of(INSIDE) : List.of());
        argv.addAll(program);
        return argv;
    }

    /// @param folder of the state: root's alone, and not on a file system that forbids execution, as /run may be
    static Bind bind(Path folder, Descriptors fds) throws IOException {
        return new Bind(fds.reading(laid(folder)), INSIDE, true, true, Below.NOTHING, false);
    }

    private static synchronized Path laid(Path folder) throws IOException {
        byte[] program = program();
        Path file = Files.createDirectories(folder).resolve("strict");
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), program)) {
            Path fresh = Files.createTempFile(folder, "strict", "");
            Files.write(fresh, program);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-xr-xr-x"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE); // those that run keep the old one
        }
        return file;
    }

    private static byte[] program() throws IOException {
        try (InputStream in = StrictProgram.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("missing from the build: " + RESOURCE);
            }
            return in.readAllBytes();
        }
    }
}
