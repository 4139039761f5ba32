package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.input.KeyCode;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The window without a pointer.
@Tag("window")
class KeyboardWindowTest extends WholeWindow {
    private static final int MOST_STOPS = 60;

    @Test
    void theFinderReachesEveryActionOnWhatIsPickedAndEveryPlace() {
        open(new FakeHelper().containers(5));
        find("web", () -> picked().equals(List.of("web")));
        find("stop", () -> helper.asked().equals(List.of("stop web")));
        find("start", () -> helper.asked().equals(List.of("stop web", "start web")));
        find("restart", () -> helper.asked().getLast().equals("restart web"));
        find("freeze", () -> helper.asked().getLast().equals("freeze web"));
        find("thaw", () -> helper.asked().getLast().equals("thaw web"));
        find("kill", () -> helper.asked().getLast().equals("kill web"));
        find("remove", () -> find("removal").isPresent());
        find("labs", () -> window().frame().place().equals("labs"));
        find("images", () -> window().frame().place().equals("images"));
        find("this machine", () -> window().frame().place().equals("machine"));
        find("dark theme", () -> Themes.current() == Theme.DARK);
        find("espanol", () -> window().frame().texts().locale().getLanguage().equals("es"));
        find("nuevo contenedor", () -> find("create").isPresent());
    }

    @Test
    void theFinderReachesEveryActionOnALab() {
        open(new FakeHelper().containers(1));
        act(() -> window().frame().openLab("dmz"));
        find("deploy", () -> helper.labs().size() == 1 && find("lab-check").isPresent());
        until(() -> !window().frame().labs().busy(), helper::asked); // its checks are tried by themselves
        int before = helper.asked().size();
        find("run checks", () -> helper.asked().size() > before);
        until(() -> !window().frame().labs().busy(), helper::asked);
        find("containers", () -> window().frame().place().equals("containers"));
        find("take down", () -> find("lab-ask").isPresent());
        assertEquals(1, helper.labs().size(), "it is asked first");
        chord(KeyCode.CONTROL, KeyCode.K);
        write("deploy");
        assertEquals(
                List.of(window().frame().texts().text("ui.search.none")), words("found"), "not offered for what runs");
    }

    @Test
    void tabReachesEveryControlOfTheList() {
        open(new FakeHelper().containers(5));
        Set<String> stops = new LinkedHashSet<>();
        for (int i = 0; i < MOST_STOPS && (i < 2 || !focused().equals("containers")); i++) {
            type(KeyCode.TAB);
            stops.add(focused());
        }
        List<String> wanted = List.of(
                "open-terminal",
                "verb-stop",
                "verb-freeze",
                "verb-restart",
                "more",
                "search",
                "theme",
                "language",
                "go-containers",
                "go-labs",
                "go-images",
                "go-machine",
                "filter",
                "by-state",
                "by-owner",
                "view",
                "new-container",
                "containers");
        List<String> missed = wanted.stream().filter(w -> !stops.contains(w)).toList();
        assertEquals(List.of(), missed, () -> "stops: " + stops);
    }

    @Test
    void f6GoesFromPartToPart() {
        open(new FakeHelper().containers(5));
        assertEquals("containers", focused());
        type(KeyCode.F6);
        assertEquals("go-containers", focused());
        chord(KeyCode.SHIFT, KeyCode.F6);
        assertEquals("containers", focused());
        type(KeyCode.F6, KeyCode.F6);
        assertEquals("containers", focused());
    }

    /// Ctrl+K, some letters, Enter.
    private void find(String letters, java.util.function.BooleanSupplier done) {
        chord(KeyCode.CONTROL, KeyCode.K);
        assertEquals("find", focused());
        act(() -> ((javafx.scene.control.TextField) node("find")).setText(letters));
        type(KeyCode.ENTER);
        until(done, () -> letters + ": " + helper.asked() + " " + picked());
        assertTrue(find("finder").isEmpty(), letters);
    }
}
