package org.darsena.runtime.stage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// Reading the master side of a terminal.
final class Terminals {
    private Terminals() {}

    /// All that comes until the other side is closed (EIO), at most 10 seconds of silence.
    static String readUntilEnd(Kernel kernel, Fd master) throws ErrnoException {
        return readUntil(kernel, master, "\0");
    }

    /// All that comes until `end` was seen.
    static String readUntil(Kernel kernel, Fd master, String end) throws ErrnoException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (text.indexOf(end) < 0) {
            List<Kernel.Ready> ready =
                    kernel.poll(List.of(new Kernel.Interest(master, Linux.POLLIN)), Duration.ofSeconds(10));
            if (ready.isEmpty()) {
                throw new AssertionError("nothing more came after: " + text);
            }
            try {
                text.append(new String(buffer, 0, kernel.read(master, buffer), StandardCharsets.UTF_8));
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EIO) {
                    break;
                }
                throw e;
            }
        }
        return text.toString();
    }
}
