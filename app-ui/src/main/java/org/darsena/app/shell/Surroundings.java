package org.darsena.app.shell;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.view.Context;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Memory;
import org.darsena.app.view.Pin;

/// The part of [Context] that is not about places: helper, words, threads, memory.
abstract class Surroundings implements Context {
    private final Window window;
    private final Texts texts;
    private final Sentences sentences;
    private final LiveState live;

    Surroundings(Window window, Locale locale) {
        this.window = window;
        this.texts = Texts.of(locale);
        this.sentences = new Sentences(texts);
        this.live = new LiveState(
                window.helper(), window.threads().fx(), window.threads().background());
    }

    Window window() {
        return window;
    }

    @Override
    public final Helper helper() {
        return window.helper();
    }

    @Override
    public final Texts texts() {
        return texts;
    }

    @Override
    public final Sentences sentences() {
        return sentences;
    }

    @Override
    public final LiveState live() {
        return live;
    }

    @Override
    public final void follow(Job job, Consumer<Map<String, Object>> then, Consumer<HelperException> failed) {
        Threads.await(job.done(), (result, failure) -> {
            if (failure != null) {
                failed.accept(failure);
            } else {
                then.accept(result == null ? Map.of() : result);
            }
        });
    }

    @Override
    public final <T> void ask(Callable<T> work, Consumer<T> then, Consumer<HelperException> failed) {
        window.threads().run(work, (result, failure) -> {
            if (failure != null) {
                failed.accept(failure);
            } else if (result != null) {
                then.accept(result);
            }
        });
    }

    @Override
    public final Pin after(Duration delay, Runnable what) {
        return window.threads().after(delay, what);
    }

    @Override
    public final <T> T kept(Class<T> type, Supplier<T> first) {
        return window.kept(type, first);
    }

    @Override
    public final Memory memory() {
        return window.settings();
    }
}
