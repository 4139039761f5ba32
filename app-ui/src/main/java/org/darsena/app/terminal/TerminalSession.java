package org.darsena.app.terminal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.view.Context;
import org.darsena.model.container.ProcessSpec;
import org.jspecify.annotations.Nullable;

/// A shell in a container, from the asking to its end. Knows no control but the screen it feeds. JavaFX thread only.
final class TerminalSession implements AutoCloseable {
    /// bash where there is one; a system's profile is read, as after a login.
    private static final List<String> SHELL =
            List.of("/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash -l || exec sh -l");

    private final Supplier<Context> context;
    private final Screen screen;
    private final ContainerView container;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Opening());
    private @Nullable Job job;
    private boolean closed;

    /// Where it is.
    sealed interface State {
        record Opening() implements State {}

        record Running() implements State {}

        record Ended(int exit) implements State {}

        /// It did not come to run, or broke; `sentence` says why.
        record Refused(String sentence) implements State {}
    }

    TerminalSession(Supplier<Context> context, Screen screen, ContainerView container) {
        this.context = context;
        this.screen = screen;
        this.container = container;
    }

    ContainerView container() {
        return container;
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    void open() {
        Context now = context.get();
        var process = new ProcessSpec(
                SHELL, Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor"), "/root", 0, 0, true, true, "HUP", 2);
        Job asked = now.helper().exec(container.id(), process, null);
        job = asked;
        CompletableFuture<Void> _ = asked.started()
                .thenRun(() -> Platform.runLater(() -> now.ask(asked::terminal, this::opened, this::failed)));
        now.follow(asked, this::ended, this::failed);
    }

    private void opened(java.io.FileDescriptor master) {
        Job asked = job;
        var tty = new Tty(master, asked == null ? (c, r) -> {} : asked::resize);
        if (closed) {
            tty.close();
            return;
        }
        screen.attach(tty);
        if (state.get() instanceof State.Opening) {
            state.set(new State.Running());
        }
    }

    private void ended(Map<String, Object> result) {
        int exit = result.get("exit") instanceof Integer n ? n : -1;
        state.set(new State.Ended(exit));
        if (!closed) {
            screen.remark(context.get().texts().text("ui.terminal.ended", "exit", exit));
        }
    }

    private void failed(HelperException why) {
        if (state.get() instanceof State.Ended) {
            return; // it ended before its terminal could be taken
        }
        String sentence = context.get().sentences().of(why);
        state.set(new State.Refused(sentence));
        if (!closed) {
            screen.remark(sentence);
        }
    }

    /// Hangs it up.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (job != null && !job.done().isDone()) {
                job.cancel();
            }
            screen.close();
        }
    }
}
