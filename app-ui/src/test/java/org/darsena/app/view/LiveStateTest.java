package org.darsena.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.Helper.Action;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class LiveStateTest {
    private final FakeHelper helper = new FakeHelper().containers(5);
    private final List<Runnable> queue = new ArrayList<>();
    private final LiveState live = new LiveState(helper, queue::add, Runnable::run);

    private void pulse() {
        List<Runnable> now = List.copyOf(queue);
        queue.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void whatHappensBetweenTwoPulsesIsToldOnce() {
        List<Set<String>> told = new ArrayList<>();
        try (Pin _ = live.listen(new LiveState.Listener() {
            @Override
            public void containers(Set<String> ids) {
                told.add(Set.copyOf(ids));
            }
        })) {
            ContainerView c = helper.containers().getFirst();
            helper.act(c.id(), Action.STOP, Map.of());
            helper.act(c.id(), Action.START, Map.of());
            assertEquals(1, queue.size());
            pulse();
            assertEquals(List.of(Set.of(c.id())), told);
        }
    }

    @Test
    void historyIsAskedAtTheFirstLookAndTicksFollow() {
        String subject = helper.containers().getFirst().subject();
        try (Pin _ = live.watch()) {
            Series series = live.series(subject);
            pulse();
            assertEquals(Series.CAPACITY, series.size());
            long before = series.lastMillis();
            helper.tick();
            helper.tick();
            pulse();
            assertEquals(Series.CAPACITY, series.size());
            assertEquals(before + 2000, series.lastMillis());
        }
        helper.tick();
        assertTrue(queue.isEmpty(), "nothing is sampled once nobody watches");
    }

    @Test
    void whatIsGoneIsForgotten() {
        ContainerView c = helper.containers().getFirst();
        assertNotNull(live.container(c.id()));
        helper.act(c.id(), Action.DELETE, Map.of("force", true));
        pulse();
        assertFalse(live.containers().stream().anyMatch(x -> x.id().equals(c.id())));
    }
}
