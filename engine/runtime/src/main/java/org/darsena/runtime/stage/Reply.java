package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.Message;
import org.jspecify.annotations.Nullable;

/// What a monitor says about one request, in this order: CLONED, PREPARED, STARTED, EXITED, and its own end; or ERROR
/// at any point before STARTED; or CLONED and DONE for a pin. Up to STARTED whoever waits reads it ([#await], one
/// thread at a time); then the watcher does.
final class Reply implements Watcher.Handler {
    private static final int MESSAGE = 128;
    private static final int PREPARED = 1;
    private static final int STARTED = 2;
    private static final int ERROR = 3;
    private static final int EXITED = 4;
    private static final int DONE = 5;
    static final int GO = 6;
    private static final int CLONED = 10;
    static final int CGROUPS = 11;

    /// First news: who was made.
    record Made(int pid, int monitorPid, Fd pidfd) {}

    final CompletableFuture<Made> cloned = new CompletableFuture<>();
    final CompletableFuture<@Nullable Void> prepared = new CompletableFuture<>();
    final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    final CompletableFuture<Exit> exited = new CompletableFuture<>();
    final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private final Kernel kernel;
    private final Fd socket;
    private @Nullable Fd terminal; // guarded by this

    Reply(Kernel kernel, Fd socket) {
        this.kernel = kernel;
        this.socket = socket;
    }

    /// Reads until `news` is there. Throws what the monitor says instead, or why that is lost. When nothing more is to
    /// come the socket is closed, which ends a monitor that has not let anything go yet.
    <T> T await(CompletableFuture<T> news) throws IOException {
        while (!news.isDone()) {
            if (!read(0)) {
                lost();
                socket.close();
            }
        }
        if (news.isCompletedExceptionally()) {
            throw news.exceptionNow() instanceof IOException e ? e : new IOException(news.exceptionNow());
        }
        return news.join();
    }

    /// Hands the reading over to the watcher.
    void watchedBy(Watcher watcher) throws IOException {
        watcher.watch(socket, this);
    }

    /// Sends the monitor a word of ours; one that has just given up need not hear it: what it said before counts.
    void tell(byte[] word, List<Fd> fds) throws IOException {
        try {
            kernel.sendMessage(socket, word, fds);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
        }
    }

    @Override
    public boolean ready() {
        boolean more = read(Linux.MSG_DONTWAIT);
        if (!more) {
            lost();
        }
        return more;
    }

    /// False when nothing more is to come.
    private boolean read(int flags) {
        try (Message message = kernel.receiveMessage(socket, MESSAGE, 2, flags)) {
            if (message.truncated()) {
                throw new StageException("start", -1, Errno.EMFILE, "a descriptor handed over");
            }
            if (message.data().length < MESSAGE) {
                return false;
            }
            return take(ByteBuffer.wrap(message.data()).order(ByteOrder.LITTLE_ENDIAN), message);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN || e.errno() == Errno.ECONNRESET) {
                return true; // reset: it ended without reading our last word; what it said before is still to come
            }
            return false;
        } catch (IOException e) {
            fail(e);
            return false;
        }
    }

    private boolean take(ByteBuffer data, Message message) throws IOException {
        int a = data.getInt(4);
        int b = data.getInt(8);
        int c = data.getInt(12);
        switch (data.getInt(0)) {
            case CLONED -> {
                cloned.complete(new Made(a, b, keep(message)));
                return true;
            }
            case PREPARED -> {
                if (!message.fds().isEmpty()) {
                    terminal(keep(message));
                }
                prepared.complete(null);
                return true;
            }
            case STARTED -> {
                started.complete(null);
                return true;
            }
            case EXITED -> {
                exited.complete(new Exit(a, b, text(data)));
                return true;
            }
            case DONE -> prepared.complete(null);
            case ERROR -> fail(new StageException(OpCode.nameOf(c), a, b, text(data)));
            default -> throw new IOException("stage said " + data.getInt(0));
        }
        return false;
    }

    private static Fd keep(Message message) throws IOException {
        if (message.fds().isEmpty()) {
            throw new IOException("stage sent no descriptor");
        }
        return Fd.adopt(message.fds().getFirst().release());
    }

    private synchronized void terminal(Fd master) {
        terminal = master;
    }

    /// The terminal's master, which came with PREPARED; once.
    synchronized @Nullable Fd takeTerminal() {
        Fd taken = terminal;
        terminal = null;
        return taken;
    }

    private static String text(ByteBuffer data) {
        byte[] bytes = new byte[MESSAGE - 16];
        data.get(16, bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// The monitor (or stage before it forked one) is gone. Had it not told the end before, its container goes on if it
    /// had started, only nobody will learn its exit status.
    private void lost() {
        fail(new StageException("start", -1, Errno.ECHILD, "the monitor died"));
        gone.complete(null);
    }

    private void fail(IOException why) {
        cloned.completeExceptionally(why);
        prepared.completeExceptionally(why);
        started.completeExceptionally(why);
        exited.completeExceptionally(why);
    }
}
