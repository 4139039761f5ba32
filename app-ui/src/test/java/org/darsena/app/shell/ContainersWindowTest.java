package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.event.Event;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.Helper.Action;
import org.darsena.model.container.ContainerState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The list of containers in the whole window, as a person uses it.
@Tag("window")
class ContainersWindowTest extends WholeWindow {

    /// With the column that says the state in words, and sorted by name.
    private void list(int containers) {
        var settings = Settings.passing();
        settings.put("containers.columns", "STATE,CPU");
        open(new FakeHelper().containers(containers), Locale.ENGLISH, settings);
    }

    private String state(String name) {
        return row(name).contains(" running") ? "running" : row(name).contains(" stopped") ? "stopped" : row(name);
    }

    @Test
    void theListShowsWhatTheHelperTells() {
        list(5);
        assertEquals(List.of("backend-a", "backend-b", "balancer", "postgres", "web"), names());
        assertEquals("running", state("web"));
        assertTrue(row("backend-b").contains("killed: out of memory"), row("backend-b"));
        untilSaid("totals", "4 running · 5 containers");

        helper.act(container("web").id(), Action.STOP, Map.of());
        until(() -> state("web").equals("stopped"), () -> state("web"));
        untilSaid("totals", "3 running · 5 containers");

        helper.ended(container("postgres").id(), 137, "oom");
        until(() -> row("postgres").contains("out of memory"), () -> row("postgres"));

        helper.act(container("balancer").id(), Action.DELETE, Map.of("force", true));
        until(() -> !names().contains("balancer"), this::names);
        helper.containers(10);
        until(() -> names().size() == 10, this::names);
        assertEquals("web", names().getLast());
    }

    @Test
    void figuresComeWithEachTick() {
        list(3);
        helper.tick();
        until(() -> row("web").matches(".*\\d+[.]\\d.*"), () -> row("web"));
        String before = row("web");
        helper.tick();
        until(() -> !row("web").equals(before), () -> row("web"));
    }

    @Test
    void typingFiltersAndEscapeShowsAllAgain() {
        list(10);
        write("back");
        until(() -> names().equals(List.of("backend-a", "backend-b")), this::names);
        assertEquals("filter", focused());
        write("end-b");
        until(() -> names().equals(List.of("backend-b")), this::names);
        write("zzz");
        until(() -> find("containers").isEmpty(), this::names);
        assertTrue(
                fx(() -> words(root())).contains("No container is like that"),
                () -> words(root()).toString());
        type(KeyCode.ESCAPE);
        until(() -> names().size() == 10, this::names);
        assertEquals("containers", focused());
    }

    @Test
    void oneIsStoppedAndStartedByItsButtons() {
        list(5);
        clickRow("web");
        click("verb-stop");
        untilAsked("stop web");
        until(() -> state("web").equals("stopped"), () -> state("web"));
        assertTrue(find("verb-stop").isEmpty());
        click("verb-start");
        untilAsked("stop web", "start web");
        until(() -> state("web").equals("running"), () -> state("web"));
        assertTrue(find("verb-start").isEmpty());
    }

    @Test
    void oneIsStoppedAndStartedByTheMenu() {
        list(5);
        robot.clickOn(rowNode("postgres"), MouseButton.SECONDARY);
        choose("Stop");
        untilAsked("stop postgres");
        until(() -> state("postgres").equals("stopped"), () -> state("postgres"));
        robot.clickOn(rowNode("postgres"), MouseButton.SECONDARY);
        choose("Start");
        untilAsked("stop postgres", "start postgres");
        until(() -> state("postgres").equals("running"), () -> state("postgres"));
    }

    @Test
    void theMenuKeyOpensTheMenuOfWhatIsPicked() {
        list(5);
        clickRow("postgres");
        // the platform makes this event of the menu key; the headless one does not
        act(() -> Event.fireEvent(
                table(), new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null)));
        standsAt("Terminal");
        type(KeyCode.DOWN, KeyCode.ENTER);
        untilAsked("stop postgres");
    }

    @Test
    void severalAreStoppedAndStartedTogether() {
        list(5);
        clickRow("backend-a");
        chord(KeyCode.SHIFT, KeyCode.END); // no modifiers reach a click on the headless platform
        assertEquals(List.of("backend-a", "backend-b", "balancer", "postgres", "web"), picked());
        untilSaid("bulk", "5 picked");
        click("bulk-stop"); // backend-b does not run
        untilAsked("stop backend-a", "stop balancer", "stop postgres", "stop web");
        until(
                () -> helper.containers().stream().allMatch(c -> c.state() == ContainerState.STOPPED),
                helper::containers);
        untilSaid("totals", "0 running · 5 containers");
        assertTrue(fx(() -> node("bulk-stop").isDisabled()));
        assertEquals(5, picked().size(), "the selection stays");
        click("bulk-start");
        untilSaid("totals", "5 running · 5 containers");
        assertFalse(fx(() -> node("bulk-stop").isDisabled()));
    }

    @Test
    void whatIsRemovedHasAWayBackUntilItsTimeIsUp() {
        list(5);
        clickRow("web");
        type(KeyCode.DELETE);
        untilSaid("removal", "web is stopped and goes, its files too.");
        untilSaid("containers", "goes in a moment");
        click("undo");
        until(() -> find("removal").isEmpty(), () -> words("removal"));
        assertEquals(List.of(), helper.asked());
        type(KeyCode.DELETE);
        click("remove-now");
        untilAsked("delete web");
        until(() -> !names().contains("web"), this::names);
    }
}
