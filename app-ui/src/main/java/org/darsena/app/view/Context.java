package org.darsena.app.view;

import java.util.function.Consumer;
import org.darsena.app.client.Helper;
import org.darsena.app.client.Job;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;

/// What a view may use and ask of the window. All methods but [#helper] are called on the JavaFX thread.
public interface Context {

    Helper helper();

    Texts texts();

    Sentences sentences();

    /// The helper's state as the window knows it, with changes delivered on the JavaFX thread, coalesced once a pulse.
    LiveState live();

    void openContainer(String id);

    void openTerminal(String containerId);

    void openLab(String id);

    /// Shows the job in the status bar until it ends; a failure becomes a message. `then` gets its result.
    void follow(Job job, Consumer<java.util.Map<String, Object>> then);

    /// A line that goes by itself.
    void say(String sentence);

    /// Runs `work` off the JavaFX thread and `then` on it; a failure becomes a message.
    <T> void ask(java.util.concurrent.Callable<T> work, Consumer<T> then);
}
