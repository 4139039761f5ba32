package org.darsena.app.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.containers.ContainersModel.Counts;
import org.darsena.app.containers.Line.Group;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.darsena.model.json.ShippedLabs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class ContainersModelTest {
    private final FakeHelper helper = new FakeHelper().containers(5);
    private final LiveState live = new LiveState(helper, Runnable::run, Runnable::run);
    private final ContainersModel model = new ContainersModel(live);

    private List<String> lines() {
        return model.lines().get().stream()
                .map(l -> switch (l) {
                    case Row r -> r.name();
                    case Group g -> "[" + g.name() + " " + g.size() + (g.collapsed() ? " shut]" : "]");
                })
                .toList();
    }

    private ContainerView container(String name) {
        return helper.containers().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void linesFollowWhatTheHelperTells() {
        assertEquals(List.of("backend-a", "backend-b", "balancer", "postgres", "web"), lines());
        assertEquals(new Counts(5, 4, 5), model.counts().get());
        Row web = model.row(container("web").id());
        helper.act(container("web").id(), Action.STOP, Map.of());
        assertSame(web, model.row(container("web").id()), "a row is the same as long as its container is there");
        assertEquals(new Counts(5, 3, 5), model.counts().get());
        helper.act(container("balancer").id(), Action.DELETE, Map.of("force", true));
        assertEquals(List.of("backend-a", "backend-b", "postgres", "web"), lines());
    }

    @Test
    void theListIsTheSameObjectWhileNoLineMoves() {
        List<Line> before = model.lines().get();
        helper.act(container("web").id(), Action.STOP, Map.of());
        assertSame(before, model.lines().get());
        helper.act(container("web").id(), Action.DELETE, Map.of());
        assertNotSame(before, model.lines().get());
    }

    @Test
    void filtersNarrowTogetherAndCountsTellHowMany() {
        model.filter(Filter.ALL.text("back"));
        assertEquals(List.of("backend-a", "backend-b"), lines());
        model.filter(model.filter().get().state(Filter.State.RUNNING));
        assertEquals(List.of("backend-a"), lines());
        assertEquals(new Counts(5, 4, 1), model.counts().get());
        model.filter(Filter.ALL.state(Filter.State.ATTENTION));
        assertEquals(List.of("backend-b"), lines(), "killed for its memory");
        model.filter(Filter.ALL.owner("luis"));
        assertEquals(List.of("backend-b", "postgres"), lines());
        assertEquals(Set.of("ana", "eva", "luis"), model.owners());
        model.filter(Filter.ALL.text("ANA we"));
        assertEquals(List.of("web"), lines(), "words may fit owner and name, whatever the case");
        model.filter(Filter.ALL.kind("SYSTEM"));
        assertEquals(List.of("backend-b", "web"), lines());
    }

    @Test
    void labsStandAsGroupsThatFold() {
        var lab = helper.addLab(ShippedLabs.read("dmz"));
        int nodes = lab.nodes().size();
        assertEquals("[dmz " + nodes + "]", lines().getFirst());
        assertEquals("[ 5]", lines().get(nodes + 1), "those without a lab last");
        model.fold(lab.id(), true);
        assertEquals(List.of("[dmz " + nodes + " shut]", "[ 5]", "backend-a"), lines().subList(0, 3));
        model.filter(Filter.ALL.lab(lab.id()));
        assertEquals(nodes, lines().size(), "one lab alone needs no head");
        model.filter(Filter.ALL.text("backend-a"));
        assertEquals(List.of("backend-a"), lines(), "nor do those without one");
        model.reveal(lab.nodes().getOrDefault("web", ""));
        assertEquals(Filter.ALL, model.filter().get());
        assertTrue(lines().subList(1, nodes + 1).contains("web"), lines().toString());
        model.grouped(false);
        assertTrue(lines().stream().noneMatch(l -> l.startsWith("[")), lines().toString());
    }

    @Test
    void figuresMoveLinesOnlyWhereTheySortAndNoPointerHoldsThem() {
        try (Pin _ = live.watch()) {
            model.order(new Order(Order.Key.CPU, true));
            boolean moved = false;
            for (int i = 0; i < 60 && !moved; i++) {
                List<String> before = lines();
                helper.tick();
                moved = !before.equals(lines());
            }
            assertTrue(moved, "sorted by processor time, a minute moves something");
            assertEquals("backend-b", lines().getLast(), "what has no figure stands last");
            model.hold(true);
            List<String> held = lines();
            for (int i = 0; i < 60; i++) {
                helper.tick();
            }
            assertEquals(held, lines());
            model.order(Order.BY_NAME);
            assertEquals(List.of("backend-a", "backend-b", "balancer", "postgres", "web"), lines());
        }
    }

    @Test
    void namesStandAsPeopleCount() {
        assertTrue(Names.NATURAL.compare("web-2", "web-10") < 0);
        assertTrue(Names.NATURAL.compare("Web", "web-1") < 0);
        assertTrue(Names.NATURAL.compare("a", "B") < 0);
        assertTrue(Names.NATURAL.compare("n007", "n7") != 0, "different names never count as one");
    }
}
