package org.darsena.app.actions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.darsena.app.client.ContainerView;
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

/// What actions ask of the window, without one: on a helper in memory, and with a clock that is turned by hand.
public final class Desk implements Context {
    public final FakeHelper helper;
    private final LiveState live;
    private final Texts texts = Texts.of(Locale.ENGLISH);
    private final List<Runnable> clock = new ArrayList<>();

    public Desk(int containers) {
        helper = new FakeHelper().containers(containers);
        live = new LiveState(helper, Runnable::run, Runnable::run);
    }

    public ContainerView container(String name) {
        return helper.containers().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    /// All that was put off happens now.
    public void turn() {
        List<Runnable> due = List.copyOf(clock);
        clock.clear();
        due.forEach(Runnable::run);
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
        return new Sentences(texts);
    }

    @Override
    public LiveState live() {
        return live;
    }

    @Override
    public void openContainer(String id) {}

    @Override
    public void openTerminal(String containerId) {}

    @Override
    public void openLab(String id) {}

    @Override
    public void say(String sentence) {}

    @Override
    public void follow(Job job, Consumer<Map<String, Object>> then, Consumer<HelperException> failed) {
        var _ = job.done().whenComplete((result, e) -> {
            if (e == null) {
                then.accept(result);
            } else {
                failed.accept((HelperException) (e.getCause() == null ? e : e.getCause()));
            }
        });
    }

    @Override
    public <T> void ask(Callable<T> work, Consumer<T> then, Consumer<HelperException> failed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pin after(Duration delay, Runnable what) {
        clock.add(what);
        return () -> clock.remove(what);
    }

    @Override
    public Memory memory() {
        throw new UnsupportedOperationException();
    }
}
