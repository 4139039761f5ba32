package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.darsena.api.Errors;
import org.jspecify.annotations.Nullable;

/// A job as the client keeps it. What happens to it is told by one thread; what is asked of it goes to its
/// [Remote] once the helper has named it.
final class ClientJob implements Job {
    /// The helper's side of a job. Only [#terminal] may block and fail.
    interface Remote {
        void cancel();

        FileDescriptor terminal();

        void resize(int columns, int rows);

        void signal(String signal);
    }

    private static final Progress AT_FIRST = new Progress(-1, "", Map.of());

    private final String kind;
    private final String target;
    private final Consumer<ClientJob> changed;
    private final CompletableFuture<Map<String, Object>> done = new CompletableFuture<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
    private volatile Progress progress = AT_FIRST;
    private @Nullable Remote remote;
    private boolean cancelled;

    /// @param changed told of every change, from the thread that tells it
    ClientJob(String kind, String target, Consumer<ClientJob> changed) {
        this.kind = kind;
        this.target = target;
        this.changed = changed;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public CompletableFuture<Map<String, Object>> done() {
        return done;
    }

    @Override
    public CompletableFuture<Void> started() {
        return started;
    }

    @Override
    public void onProgress(Consumer<Progress> listener) {
        listeners.add(listener);
        listener.accept(progress);
    }

    @Override
    public void cancel() {
        Remote told;
        synchronized (this) {
            cancelled = true;
            told = remote;
        }
        if (told != null && !done.isDone()) {
            told.cancel();
        }
    }

    @Override
    public FileDescriptor terminal() {
        return remote().terminal();
    }

    @Override
    public void resize(int columns, int rows) {
        Remote told = attached();
        if (told != null && !done.isDone()) {
            told.resize(columns, rows);
        }
    }

    @Override
    public void signal(String signal) {
        Remote told = attached();
        if (told == null) {
            // what was not begun yet is not to begin
            cancel();
        } else if (!done.isDone()) {
            told.signal(signal);
        }
    }

    private synchronized @Nullable Remote attached() {
        return remote;
    }

    private synchronized Remote remote() {
        if (remote == null) {
            throw new HelperException(Errors.STATE, Map.of("what", "job", "name", target));
        }
        return remote;
    }

    /// The helper took it; a cancel that came before is passed on now.
    void attach(Remote to) {
        boolean late;
        synchronized (this) {
            remote = to;
            late = cancelled;
        }
        if (late) {
            to.cancel();
        }
        changed.accept(this);
    }

    void progressed(Progress now) {
        if (done.isDone()) {
            return;
        }
        progress = now;
        listeners.forEach(listener -> listener.accept(now));
        changed.accept(this);
    }

    void begun() {
        started.complete(null);
    }

    void completed(Map<String, Object> result) {
        started.complete(null);
        if (done.complete(result)) {
            changed.accept(this);
        }
    }

    void failed(HelperException why) {
        started.completeExceptionally(why);
        if (done.completeExceptionally(why)) {
            changed.accept(this);
        }
    }

    @Override
    public String toString() {
        return kind + " " + target;
    }
}
