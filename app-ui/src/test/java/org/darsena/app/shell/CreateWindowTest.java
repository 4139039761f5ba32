package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.darsena.api.Errors;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A new container, from the first click to the row in the list.
@Tag("window")
class CreateWindowTest extends WholeWindow {
    private static final int STEPS = 6;

    @Test
    void enterAloneMakesAContainerThatRuns() {
        open(new FakeHelper().containers(3));
        chord(KeyCode.CONTROL, KeyCode.N);
        until(() -> focused().equals("create-name"), this::focused);
        for (int step = 1; step < STEPS; step++) {
            assertEquals(List.of(), helper.asked(), "nothing is asked before the last step");
            type(KeyCode.ENTER);
        }
        until(() -> focused().equals("create-start"), this::focused);
        type(KeyCode.ENTER);
        untilAsked("create app-1");
        until(() -> picked().equals(List.of("app-1")), this::picked);
        assertTrue(find("create").isEmpty());
        assertEquals(ContainerState.RUNNING, container("app-1").state());
        assertEquals(ContainerSpec.Kind.APPLICATION, helper.specs().getFirst().kind());
        assertEquals(512L << 20, helper.specs().getFirst().resources().memoryBytes());
    }

    @Test
    void enterOnAnyButtonPressesThatButton() {
        open(new FakeHelper().containers(1));
        click("new-container");
        click("create-next");
        act(() -> node("create-back").requestFocus());
        type(KeyCode.ENTER);
        until(() -> find("create-name").isPresent(), () -> words("create"));
        click("step-plan");
        act(() -> node("create-only").requestFocus());
        type(KeyCode.ENTER);
        untilAsked("create app-1");
        until(() -> picked().equals(List.of("app-1")), this::picked);
        assertEquals(ContainerState.STOPPED, container("app-1").state());
    }

    @Test
    void aNameThatCannotBeIsExplainedInOneSentenceAndThereIsNoWayOn() {
        open(new FakeHelper().containers(1));
        click("new-container");
        for (String bad : List.of("a/b", "a".repeat(300), "..")) {
            name(bad);
            List<String> said = complaints();
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.getFirst().strip().endsWith("."), said.toString());
            assertTrue(fx(() -> node("create-next").isDisabled()), bad);
        }
        String said = complaints().getFirst();
        type(KeyCode.ENTER);
        assertTrue(find("create-name").isPresent(), "Enter leads no further either");
        click("step-plan");
        assertTrue(fx(() -> node("create-start").isDisabled()));
        assertTrue(words("create").contains(said), () -> words("create").toString());
        click("step-kind");
        name("good-1");
        assertEquals(List.of(), complaints());
        assertFalse(fx(() -> node("create-next").isDisabled()));
        assertEquals(List.of(), helper.asked());
    }

    /// Empties the field and types; of much all but the end comes at once, as by pasting.
    private void name(String typed) {
        int most = Math.max(0, typed.length() - 2);
        until(() -> focused().equals("create-name"), this::focused);
        chord(KeyCode.CONTROL, KeyCode.A);
        act(() -> ((TextField) node("create-name")).replaceSelection(typed.substring(0, most)));
        write(typed.substring(most));
    }

    /// A field of one line takes no newline; what is pasted is one line.
    @Test
    void aNewlineNeverGetsIntoAName() {
        open(new FakeHelper().containers(1));
        click("new-container");
        act(() -> ((TextField) node("create-name")).setText("a\nb"));
        settle();
        String name = fx(() -> ((TextField) node("create-name")).getText());
        assertFalse(name.contains("\n"), name);
        assertTrue(name.equals("ab") || fx(() -> node("create-next").isDisabled()), name);
    }

    @Test
    void aRefusalStaysInTheSheetAndWhatWasTypedTooUntilItWorks() {
        open(new FakeHelper().containers(1));
        click("new-container");
        name("mine");
        click("step-plan");
        helper.fail("create", new HelperException(Errors.DENIED, Map.of("action", "create", "name", "mine")));
        click("create-start");
        untilAsked("create mine");
        untilSaid(
                "create",
                "You may not do this to mine: it belongs to somebody else, or this machine's rules keep it for"
                        + " administrators (create); an administrator may.");
        assertFalse(fx(() -> node("create-start").isDisabled()));
        click("create-start");
        untilAsked("create mine", "create mine");
        until(() -> picked().equals(List.of("mine")), this::picked);
    }

    @Test
    void escapePutsTheSheetAwayAndNothingIsAsked() {
        open(new FakeHelper().containers(3));
        click("new-container");
        type(KeyCode.ESCAPE);
        until(() -> find("create").isEmpty() && find("containers").isPresent(), () -> words(root()));
        assertEquals(List.of(), helper.asked());
        assertEquals("containers", focused());
    }

    /// The sentences about what is wrong that are seen beside the fields.
    private List<String> complaints() {
        return fx(() -> all(node("create"), Label.class)
                .filter(l -> l.getStyleClass().contains("form-error"))
                .map(Label::getText)
                .filter(t -> !t.isEmpty())
                .toList());
    }
}
