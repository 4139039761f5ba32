package org.darsena.app.view;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;

/// What a view may use and ask of the window. All methods are called on the JavaFX thread, all callbacks come on it.
public interface Context {

    Helper helper();

    Texts texts();

    Sentences sentences();

    /// The helper's state as the window knows it, with changes delivered on the JavaFX thread, coalesced once a pulse.
    LiveState live();

    void openContainer(String id);

    void openTerminal(String containerId);

    /// Opens a container at its log.
    default void openLog(String containerId) {
        openContainer(containerId);
    }

    void openLab(String id);

    /// Shows the job in the status bar until it ends; a failure becomes a message. `then` gets its result.
    default void follow(Job job, Consumer<Map<String, Object>> then) {
        follow(job, then, failure -> say(sentences().of(failure)));
    }

    /// As above; the failure is told by `failed`, in the place where the action was asked for.
    void follow(Job job, Consumer<Map<String, Object>> then, Consumer<HelperException> failed);

    /// A line that goes by itself.
    void say(String sentence);

    /// Runs `work` off the JavaFX thread and `then` on it; a failure becomes a message.
    default <T> void ask(Callable<T> work, Consumer<T> then) {
        ask(work, then, failure -> say(sentences().of(failure)));
    }

    /// As above; the failure is told by `failed`.
    <T> void ask(Callable<T> work, Consumer<T> then, Consumer<HelperException> failed);

    /// Runs `what` on the JavaFX thread when `delay` has passed, unless the pin is closed before.
    Pin after(Duration delay, Runnable what);

    /// The one of this type that outlives a change of language, made at first by `first`.
    default <T> T kept(Class<T> type, Supplier<T> first) {
        return first.get();
    }

    /// What is remembered from one run to the next.
    Memory memory();
}
