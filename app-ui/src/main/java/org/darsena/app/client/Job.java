package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Work under way in the helper.
public interface Job {

    /// `create`, `start`, `up`, `exec` …
    String kind();

    /// Name of the container or lab it works on.
    String target();

    /// Where it is now.
    Progress progress();

    /// Ends with what it made (`container`, `lab`, `exit`, `checks`), or exceptionally with a
    /// [HelperException].
    CompletableFuture<Map<String, Object>> done();

    /// For exec: completes once the process runs.
    CompletableFuture<Void> started();

    /// Every step as it happens, from the listener thread; called at once with the present one.
    void onProgress(java.util.function.Consumer<Progress> listener);

    void cancel();

    /// For exec with a terminal: its master side, once; the caller closes it.
    FileDescriptor terminal();

    void resize(int columns, int rows);

    void signal(String signal);

    /// `fraction` 0–1, or -1 when it is not known.
    record Progress(double fraction, String step, Map<String, String> args) {}
}
