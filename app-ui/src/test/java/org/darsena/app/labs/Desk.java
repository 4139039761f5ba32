package org.darsena.app.labs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.view.Context;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Memory;
import org.darsena.app.view.Pin;

/// A window's frame without a window, around a helper in memory; remembers what was asked of it.
final class Desk implements Context {
    final FakeHelper helper = new FakeHelper();
    final LiveState live = new LiveState(helper, Runnable::run, Runnable::run);
    final List<String> asked = new ArrayList<>();
    private final Texts texts;
    private final Sentences sentences;
    private final Map<String, String> remembered = new HashMap<>();

    Desk(Locale locale) {
        this.texts = Texts.of(locale);
        this.sentences = new Sentences(texts);
    }

    @Override
    public Helper helper() {
        return helper;
    }

    @Override
    public Texts texts() {
        return texts;
    }

    @Override
    public Sentences sentences() {
        return sentences;
    }

    @Override
    public LiveState live() {
        return live;
    }

    @Override
    public void openContainer(String id) {
        asked.add("container " + name(id));
    }

    @Override
    public void openTerminal(String id) {
        asked.add("terminal " + name(id));
    }

    @Override
    public void openLog(String id) {
        asked.add("log " + name(id));
    }

    @Override
    public void openLab(String id) {
        asked.add("lab " + id);
    }

    @Override
    public void follow(Job job, Consumer<Map<String, Object>> then, Consumer<HelperException> failed) {
        var _ = job.done().whenComplete((result, e) -> {
            if (e != null) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                failed.accept((HelperException) cause);
            } else {
                then.accept(result);
            }
        });
    }

    @Override
    public void say(String sentence) {
        asked.add("say " + sentence);
    }

    @Override
    public <T> void ask(Callable<T> work, Consumer<T> then, Consumer<HelperException> failed) {
        try {
            then.accept(work.call());
        } catch (HelperException e) {
            failed.accept(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Pin after(Duration delay, Runnable what) {
        Platform.runLater(what);
        return () -> {};
    }

    @Override
    public Memory memory() {
        return new Memory() {
            @Override
            public String get(String key, String otherwise) {
                return remembered.getOrDefault(key, otherwise);
            }

            @Override
            public void put(String key, String value) {
                remembered.put(key, value);
            }
        };
    }

    private String name(String id) {
        var container = live.container(id);
        return container == null ? id : container.name();
    }
}
