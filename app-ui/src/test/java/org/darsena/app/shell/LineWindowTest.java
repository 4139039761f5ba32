package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.darsena.api.Errors;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ContainerState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The whole window while the helper is not there, while the bus breaks, and while polkit says no.
@Tag("window")
class LineWindowTest extends WholeWindow {

    @Test
    void withoutAHelperItSaysSoAndGoesOnOnceThereIsOne() {
        var fake = new FakeHelper();
        fake.disconnect(new HelperException(HelperException.ABSENT, Map.of("bus", "system")));
        open(fake);
        untilSaid("helper-absent", "No helper yet");
        untilSaid("helper-absent", "packaging/run");
        untilSaid("helper-state", "Helper not reached");
        chord(KeyCode.CONTROL, KeyCode.K);
        assertTrue(find("find").isPresent(), "the rest of the window works");
        type(KeyCode.ESCAPE);

        helper.containers(3);
        helper.connect("polkit");
        until(() -> find("helper-absent").isEmpty(), () -> words("helper-absent"));
        until(() -> names().equals(List.of("balancer", "postgres", "web")), this::names);
        untilSaid("helper-state", "Helper connected");
    }

    @Test
    void whenTheBusBreaksNothingIsLostAndWhatWasRefusedWorksLater() {
        open(new FakeHelper().containers(10));
        write("back");
        until(() -> names().equals(List.of("backend-a", "backend-b")), this::names);
        assertEquals("filter", focused());

        helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        untilSaid("line-broken", "The line to the helper broke.");
        untilSaid("helper-state", "Helper not reached");
        assertEquals(List.of("backend-a", "backend-b"), names(), "what was last seen stays");
        clickRow("backend-a");
        assertTrue(fx(() -> node("verb-stop").isDisabled()));
        type(KeyCode.DELETE);
        assertTrue(find("removal").isEmpty());
        assertEquals(List.of(), helper.asked());
        click("filter");

        helper.connect("polkit");
        until(() -> find("line-broken").isEmpty(), () -> words("line-broken"));
        assertEquals(List.of("backend-a", "backend-b"), names());
        assertEquals("filter", focused(), "who types goes on typing");
        assertEquals(List.of("backend-a"), picked());
        click("verb-stop");
        untilAsked("stop backend-a");
        until(() -> container("backend-a").state() == ContainerState.STOPPED, helper::containers);
    }

    @Test
    void aJobCutOffByTheBreakSaysSoInItsPlaceAndCanBeAskedAgain() {
        open(new FakeHelper().containers(5));
        clickRow("web");
        helper.hold();
        click("verb-stop");
        untilSaid("job", "web");
        assertTrue(fx(() -> node("verb-stop").isDisabled()), "while it is under way");
        helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        untilSaid("refusal", "The line to the helper broke before it answered");
        helper.connect("polkit");
        helper.release();
        until(() -> !node("verb-stop").isDisabled(), () -> words("detail"));
        click("verb-stop");
        until(() -> container("web").state() == ContainerState.STOPPED, helper::asked);
        until(() -> find("refusal").isEmpty(), () -> words("refusal"));
    }

    @Test
    void aContainerBeingMadeOutlivesABreak() {
        open(new FakeHelper().containers(1));
        click("new-container");
        until(() -> focused().equals("create-name"), this::focused);
        write("x");
        click("step-plan");
        helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        untilSaid("line-broken", "The line to the helper broke.");
        click("create-start");
        until(() -> words("create").stream().anyMatch(w -> w.contains("broke")), () -> words("create"));
        helper.connect("polkit");
        until(() -> find("line-broken").isEmpty(), () -> words("line-broken"));
        untilSaid("create", "Name it x");
        click("create-start");
        until(() -> picked().equals(List.of("x")), this::picked);
    }

    @Test
    void whatPolkitRefusesIsSaidWhereItWasAskedAndTheNextTryWorks() {
        open(new FakeHelper().containers(5));
        clickRow("web");
        helper.fail("stop", new HelperException(Errors.DENIED, Map.of("action", "manage", "name", "web")));
        click("verb-stop");
        untilSaid(
                "refusal",
                "You may not do this to web: it belongs to somebody else, or this machine's rules keep it for"
                        + " administrators (manage); an administrator may.");
        until(() -> row("web").contains("You may not"), () -> row("web"));
        assertEquals(ContainerState.RUNNING, container("web").state());
        assertFalse(fx(() -> node("verb-stop").isDisabled()));

        helper.fail("stop", new HelperException(Errors.DISMISSED, Map.of("action", "manage", "name", "web")));
        click("verb-stop");
        untilSaid("refusal", "The password dialog was put away; nothing was done.");

        click("verb-stop");
        until(() -> container("web").state() == ContainerState.STOPPED, helper::asked);
        until(() -> find("refusal").isEmpty(), () -> words("refusal"));
        assertEquals(List.of("stop web", "stop web", "stop web"), helper.asked());
    }
}
