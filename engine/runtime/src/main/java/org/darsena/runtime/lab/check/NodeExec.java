package org.darsena.runtime.lab.check;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// Runs a short command in a node and reads what it wrote. The output goes to a file in memory, which is charged to the
/// container that writes it.
final class NodeExec {
    private static final int MOST = 256 << 10;

    private final Site site;

    NodeExec(Site site) {
        this.site = site;
    }

    /// @param code exit code, 128 + signal; or [SessionWait#TOO_LONG]
    record Ran(int code, String output, long millis) {
        String lastLine() {
            return output.lines()
                    .filter(l -> !l.isBlank())
                    .reduce((_, b) -> b)
                    .orElse("")
                    .strip();
        }
    }

    Ran run(ContainerInfo node, List<String> argv, Duration limit) throws EngineException {
        Kernel kernel = site.kernel;
        long since = System.nanoTime();
        try (Fd output = kernel.memFd("darsena-check")) {
            Stdio stdio = new Stdio(nothing(kernel), copy(kernel, output), copy(kernel, output));
            int code;
            try (Session session = site.containers.exec(node.id(), process(node, argv), stdio)) {
                code = SessionWait.end(session, limit, () -> false);
            }
            return new Ran(code, text(kernel, output), (System.nanoTime() - since) / 1_000_000);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private static ProcessSpec process(ContainerInfo node, List<String> argv) {
        ProcessSpec own = node.spec().process();
        return new ProcessSpec(argv, own.env(), "/", 0, 0, false, false, "TERM", 1);
    }

    private static FileDescriptor nothing(Kernel kernel) throws IOException {
        return kernel.open("/dev/null", Linux.O_RDONLY, 0).releaseToJava();
    }

    private static FileDescriptor copy(Kernel kernel, Fd fd) throws IOException {
        return kernel.dup(fd).releaseToJava();
    }

    private static String text(Kernel kernel, Fd output) throws IOException {
        byte[] buffer = new byte[MOST];
        int length = 0;
        int n;
        do {
            byte[] part = new byte[MOST - length];
            n = part.length == 0 ? 0 : kernel.pread(output, part, length);
            System.arraycopy(part, 0, buffer, length, n);
            length += n;
        } while (n > 0);
        return new String(Arrays.copyOf(buffer, length), StandardCharsets.UTF_8);
    }
}
