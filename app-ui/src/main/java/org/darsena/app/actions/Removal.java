package org.darsena.app.actions;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.view.Context;
import org.darsena.app.view.Pin;
import org.jspecify.annotations.Nullable;

/// Removing with a way back: nothing is asked of the helper before some seconds have passed, and until then the window
/// says so and offers Undo. Closing the window removes at once: it was asked for. JavaFX thread only.
public final class Removal {
    /// How long there is a way back, in seconds.
    public static final int SECONDS = 8;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Context context;
    private final Verbs verbs;
    private final ReadOnlyObjectWrapper<@Nullable Leaving> leaving = new ReadOnlyObjectWrapper<>();
    private @Nullable Pin clock;

    /// What goes, and in how many seconds.
    ///
    /// @param names as the list calls them
    /// @param running whether some of them run and will be killed
    public record Leaving(Set<String> ids, List<String> names, boolean running, int seconds) {}

    public Removal(Context context, Verbs verbs) {
        this.context = context;
        this.verbs = verbs;
    }

    /// What is about to go; null: nothing.
    public ReadOnlyObjectProperty<@Nullable Leaving> leaving() {
        return leaving.getReadOnlyProperty();
    }

    public boolean leaves(String id) {
        Leaving now = leaving.get();
        return now != null && now.ids().contains(id);
    }

    /// Begins the countdown. What was counting down before goes at once; what is to go already only goes on.
    public void begin(Collection<ContainerView> containers) {
        List<ContainerView> some = containers.stream()
                .filter(c -> verbs.can(c, Action.DELETE) && !leaves(c.id()))
                .toList();
        if (some.isEmpty()) {
            return;
        }
        now();
        leaving.set(new Leaving(
                some.stream().map(ContainerView::id).collect(Collectors.toUnmodifiableSet()),
                some.stream().map(ContainerView::name).toList(),
                some.stream().anyMatch(c -> c.pid() != 0),
                SECONDS));
        clock = context.after(SECOND, this::second);
    }

    /// Nothing goes.
    public void undo() {
        stop();
    }

    /// What is counting down goes at once.
    public void now() {
        Leaving gone = leaving.get();
        stop();
        if (gone != null) {
            verbs.run(
                    Action.DELETE,
                    gone.ids().stream()
                            .map(context.live()::container)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    private void second() {
        Leaving l = leaving.get();
        if (l == null) {
            return;
        }
        if (l.seconds() <= 1) {
            now();
            return;
        }
        leaving.set(new Leaving(l.ids(), l.names(), l.running(), l.seconds() - 1));
        clock = context.after(SECOND, this::second);
    }

    private void stop() {
        if (clock != null) {
            clock.close();
            clock = null;
        }
        leaving.set(null);
    }
}
