package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// Descriptors opened for one request, closed together.
final class Descriptors implements AutoCloseable {
    private final Kernel kernel;
    private final List<Fd> open = new ArrayList<>();

    Descriptors(Kernel kernel) {
        this.kernel = kernel;
    }

    Fd folder(Path path) throws IOException {
        return add(kernel.open(path.toString(), Linux.O_PATH | Linux.O_DIRECTORY | Linux.O_NOFOLLOW, 0));
    }

    /// A file or folder, neither read nor written by this.
    Fd path(Path path) throws IOException {
        return add(kernel.open(path.toString(), Linux.O_PATH | Linux.O_NOFOLLOW, 0));
    }

    /// A folder in which files will be made.
    Fd writableFolder(Path path) throws IOException {
        return add(kernel.open(path.toString(), Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW, 0));
    }

    Fd reading(Path path) throws IOException {
        return add(kernel.open(path.toString(), Linux.O_RDONLY, 0));
    }

    Fd writing(Path path) throws IOException {
        return add(kernel.open(path.toString(), Linux.O_WRONLY, 0));
    }

    Fd add(Fd fd) {
        open.add(fd);
        return fd;
    }

    @Override
    public void close() {
        open.forEach(Fd::close);
    }
}
