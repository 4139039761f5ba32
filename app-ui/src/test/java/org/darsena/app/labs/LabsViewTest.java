package org.darsena.app.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.darsena.api.Errors;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.LabView;
import org.darsena.app.topology.Hit;
import org.darsena.app.topology.Point;
import org.darsena.model.json.LabWriter;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.util.WaitForAsyncUtils;

/// The labs as a person meets them, with a real pointer and real keys, on a helper in memory.
@Tag("window")
class LabsViewTest extends Hands {

    @Test
    void aShippedLabIsStartedFromTheListAndChecked() {
        Desk desk = open(Locale.ENGLISH);
        press("card-dmz");
        until(() -> desk.helper.asked().contains("check dmz"));
        until(() -> view().busy() == false);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of("up dmz", "check dmz"), desk.helper.asked());
        assertTrue(
                words("lab-page").contains("Running, 7 nodes"),
                words("lab-page").toString());
        List<String> checks = words("checks");
        assertEquals(2 * 12, checks.size(), checks.toString());
        assertTrue(checks.contains("internet → web :80"));
        assertTrue(checks.contains("no answer, as it must be"));
        assertNull(find("lab-start"));
        assertNotNull(find("lab-stop"));
    }

    @Test
    void whatIsUnderWayIsShownAndCanBeCalledOff() {
        Desk desk = open(Locale.ENGLISH);
        act(() -> view().open("dmz"));
        desk.helper.hold();
        press("lab-start");
        assertNotNull(find("lab-going"));
        assertTrue(words("lab-page").contains("Starting"), words("lab-page").toString());
        press("lab-cancel");
        assertNull(find("lab-going"));
        assertNotNull(find("lab-start"));
        assertEquals(1, desk.asked.stream().filter(a -> a.startsWith("say ")).count());
    }

    @Test
    void whyItDidNotStartIsSaidInPlaceAndPutAway() {
        Desk desk = open(Locale.ENGLISH);
        act(() -> view().open("dmz"));
        desk.helper.fail(new HelperException(Errors.MISSING, Map.of("what", "frr")));
        press("lab-start");
        assertTrue(
                words("lab-failure").toString().contains("FRR"),
                words("lab-failure").toString());
        robot.clickOn(fx(() -> node("lab-failure").lookup(".button")));
        WaitForAsyncUtils.waitForFxEvents();
        assertNull(find("lab-failure"));
    }

    @Test
    void aNodeIsPickedOpenedAndStopped() {
        Desk desk = dmz();
        robot.clickOn(on("fw"));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(Optional.of(new Hit.OnCard("fw")), fx(() -> topology().selected()));
        assertTrue(
                words("inspector").contains("tcp 80, 443"), words("inspector").toString());
        assertNotNull(find("zone-matrix"));
        until(() -> {
            robot.doubleClickOn(on("web")); // on a busy machine two clicks may come too far apart
            WaitForAsyncUtils.waitForFxEvents();
            return desk.asked.equals(List.of("terminal dmz.web"));
        });
        press("node-stop");
        until(() -> desk.helper.asked().contains("stop dmz.web"));
        until(() -> words("lab-page").contains("Running, 6 of 7 nodes"));
        assertNotNull(find("node-start"));
        assertTrue(fx(() -> node("node-terminal").isDisabled()));
    }

    @Test
    void theMenuOfANodeLeadsOn() {
        Desk desk = dmz();
        robot.clickOn(on("core"), MouseButton.SECONDARY);
        WaitForAsyncUtils.waitForFxEvents();
        ContextMenu menu = (ContextMenu) fx(() -> Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .findFirst()
                .orElseThrow());
        List<String> items = menu.getItems().stream()
                .map(MenuItem::getText)
                .filter(t -> t != null)
                .toList();
        assertEquals(List.of("Terminal", "Restart", "Stop", "Open container", "Log"), items);
        act(() -> menu.getItems().getLast().fire());
        act(() -> menu.hide());
        assertEquals(List.of("log dmz.core"), desk.asked);
    }

    @Test
    void keysMoveOpenAndZoom() {
        Desk desk = dmz();
        act(() -> topology().requestFocus());
        act(() -> view().select("fw"));
        type(KeyCode.LEFT);
        assertEquals(Optional.of(new Hit.OnCard("edge")), fx(() -> topology().selected()));
        type(KeyCode.RIGHT);
        type(KeyCode.UP);
        assertEquals(Optional.of(new Hit.OnCard("dmz-sw")), fx(() -> topology().selected()));
        assertTrue(fx(() -> topology().getAccessibleText()).startsWith("dmz-sw, network"));
        type(KeyCode.RIGHT);
        type(KeyCode.ENTER);
        assertEquals(List.of("terminal dmz.web"), desk.asked);
        type(KeyCode.DIGIT0);
        assertEquals(1.0, fx(() -> topology().scale()));
        type(KeyCode.MINUS);
        assertEquals(0.8, fx(() -> topology().scale()));
        type(KeyCode.ADD);
        assertEquals(1.0, fx(() -> topology().scale()));
        type(KeyCode.ESCAPE);
        assertEquals(Optional.empty(), fx(() -> topology().selected()));
    }

    @Test
    void buttonsAndWheelZoomAndDraggingMoves() {
        dmz();
        press("zoom-fit");
        double whole = fx(() -> topology().scale());
        press("zoom-in");
        assertTrue(fx(() -> topology().scale()) > whole);
        assertEquals(
                Math.round(fx(() -> topology().scale()) * 100) + " %", fx(() -> ((Button) node("zoom-100")).getText()));
        press("zoom-100");
        assertEquals(1.0, fx(() -> topology().scale()));
        Point before = fx(() -> topology().place("fw").orElseThrow());
        robot.moveTo(on("fw").subtract(0, 120))
                .press(MouseButton.PRIMARY)
                .moveBy(20, 10)
                .moveBy(20, 15)
                .release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        Point after = fx(() -> topology().place("fw").orElseThrow());
        assertEquals(40, after.x() - before.x(), 1.5);
        assertEquals(25, after.y() - before.y(), 1.5);
        robot.moveTo(on("fw"));
        robot.scroll(3, VerticalDirection.UP);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(Math.abs(fx(() -> topology().scale()) - 1) > 0.1);
        press("zoom-fit");
        assertEquals(whole, fx(() -> topology().scale()));
    }

    @Test
    void whatWasSeenBeforeANodeWasStoppedIsMarked() {
        Desk desk = dmz();
        act(() -> view().check());
        until(() -> words("checks-drawer").contains("Checks 12 of 12"));
        LabView lab = desk.helper.labs().getFirst();
        act(() -> desk.helper.act(lab.nodes().getOrDefault("edge", ""), Action.STOP, Map.of()));
        until(() -> words("checks-drawer").contains("seen before the last change"));
        press("checks-run");
        until(() -> !words("checks-drawer").contains("seen before the last change"));
    }

    @Test
    void aLabThatIsEndedCanBeStartedAgain() {
        Desk desk = dmz();
        press("lab-stop");
        assertTrue(
                words("lab-ask").toString().contains("7 containers"),
                words("lab-ask").toString());
        press("lab-keep");
        assertNull(find("lab-ask"));
        assertEquals(1, desk.helper.labs().size());
        press("lab-stop");
        press("lab-down");
        until(() -> desk.helper.labs().isEmpty());
        until(() -> find("lab-start") != null);
        assertTrue(words("lab-page").contains("Not running"));
        press("labs-back");
        assertNotNull(find("lab-card-dmz"));
    }

    @Test
    void theChecksFoldWhileTerminalsAreBelowAndUnfoldByOneClick() {
        dmz();
        act(() -> view().check());
        until(() -> words("checks-drawer").contains("Checks 12 of 12"));
        double before = fx(() -> topology().getHeight());
        act(() -> view().terminals(true));
        until(() -> fx(() -> topology().getHeight()) > before + 100);
        assertTrue(words("checks-drawer").contains("Checks 12 of 12"));
        press("checks-fold");
        until(() -> fx(() -> topology().getHeight()) == before);
        act(() -> view().terminals(false));
        until(() -> fx(() -> topology().getHeight()) == before);
    }

    @Test
    void whatFailedComesFirstIsCountedAndMarked() {
        Desk desk = dmz();
        desk.helper.checks(c -> !c.name().startsWith("client-2 → internet"));
        act(() -> view().check());
        until(() -> words("checks-drawer").contains("1 of 12 failed"));
        assertTrue(
                words("checks").getFirst().startsWith("client-2 → internet"),
                words("checks").toString());
        assertEquals(Map.of("dmz", 1L), fx(() -> view().failed()));
        assertEquals(1, fx(() -> node("checks-drawer").lookupAll(".bad-tab").size()));
    }

    @Test
    void aLabThatIsNotThereYetIsOpenedWhenItComes() {
        Desk desk = open(Locale.ENGLISH);
        act(() -> view().open("later"));
        assertNotNull(find("lab-card-dmz"));
        LabDocument d = ShippedLabs.read("dmz");
        var later = new LabDocument(
                d.schema(), "later", d.title(), d.nodes(), d.networks(), d.links(), d.zones(), d.policy(), d.checks());
        act(() -> desk.helper.addLab(later));
        assertTrue(words("lab-page").contains("later"), words("lab-page").toString());
        assertTrue(
                words("lab-page").contains("Running, 7 nodes"),
                words("lab-page").toString());
    }

    @Test
    void withoutAHelperNothingIsOffered() {
        Desk desk = open(Locale.ENGLISH);
        act(() -> {
            view().open("dmz");
            desk.helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        });
        assertTrue(fx(() -> node("lab-start").isDisabled()));
        act(() -> desk.helper.connect("polkit"));
        assertFalse(fx(() -> node("lab-start").isDisabled()));
    }

    @Test
    void aFileThatIsNoLabIsRefusedWithEveryReason(@TempDir Path folder) throws Exception {
        open(Locale.ENGLISH);
        Path wrong = folder.resolve("wrong.json");
        Files.writeString(wrong, LabWriter.write(ShippedLabs.read("dmz")).replace("\"fw\"", "\"FW!\""));
        act(() -> view().openFile(wrong));
        assertTrue(
                words("file-failure").getFirst().lines().count() > 1,
                words("file-failure").toString());
        Path good = folder.resolve("good.json");
        LabDocument d = ShippedLabs.read("dmz");
        var other = new LabDocument(
                d.schema(), "other", d.title(), d.nodes(), d.networks(), d.links(), d.zones(), d.policy(), d.checks());
        Files.writeString(good, LabWriter.write(other));
        act(() -> view().openFile(good));
        assertTrue(words("lab-page").contains("other"), words("lab-page").toString());
        act(() -> view().openFile(folder.resolve("none.json")));
        act(() -> view().list());
        assertTrue(words("file-failure").toString().contains("none.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void nothingIsCutShortOrMissingInEitherLanguage(String language) {
        Desk desk = open(Locale.of(language));
        assertEquals(List.of(), unknown("labs"));
        act(() -> {
            desk.helper.addLab(ShippedLabs.read("dmz"));
            view().open("dmz");
            view().check();
        });
        for (String name : List.of("fw", "web", "edge", "lan-sw")) {
            act(() -> view().select(name));
            assertEquals(List.of(), unknown("labs"), name);
            assertEquals(List.of(), cut(), name);
        }
        act(() -> topology().select(new Hit.OnCable(2)));
        assertEquals(List.of(), unknown("labs"));
        assertEquals(List.of(), cut());
    }
}
