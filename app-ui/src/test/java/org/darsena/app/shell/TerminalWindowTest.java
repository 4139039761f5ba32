package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.terminal.Shell;
import org.darsena.app.terminal.Terminals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Terminals in the whole window, with real programs on real pseudo-terminals in the containers' place.
@Tag("window")
class TerminalWindowTest extends WholeWindow {
    /// How long the window's thread may take to answer in a flood: what a person notices but does not mind, with room
    /// for a machine on which other things run too.
    private static final long ANSWER_MILLIS = 1_500;

    /// So much is let come before a key is pressed.
    private static final long FLOOD = 4 << 20;

    private final List<Shell> shells = new ArrayList<>();

    @TempDir
    private Path folder;

    /// Containers whose next terminals are these programs.
    private void openWith(String... command) {
        var fake = new FakeHelper().containers(3);
        fake.hold("exec");
        fake.terminals(() -> {
            try {
                Shell shell = Shell.start(command);
                shells.add(shell);
                return shell.master();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        open(fake);
    }

    @AfterEach
    void end() throws Exception {
        for (Shell shell : shells) {
            shell.close();
            shell.await();
        }
    }

    @Test
    void enterOpensAShellKeysArriveAndItsAnswerIsSeen() {
        openWith("bash", "--norc", "--noprofile");
        clickRow("web");
        type(KeyCode.ENTER);
        until(() -> screen().contains("web:~#"), this::screen);
        until(() -> Terminals.screen(root()).map(Node::isFocused).orElse(false), this::focused);
        assertTrue(
                helper.asked().getFirst().startsWith("exec web /bin/sh -c"),
                helper.asked().toString());
        write("echo $((6*7))");
        type(KeyCode.ENTER);
        until(() -> screen().lines().anyMatch(l -> l.strip().equals("42")), this::screen);
        write("echo never");
        chord(KeyCode.CONTROL, KeyCode.U);
        write("echo alway");
        type(KeyCode.BACK_SPACE, KeyCode.ENTER);
        until(() -> screen().lines().anyMatch(l -> l.strip().equals("alwa")), this::screen);
        assertFalse(screen().lines().anyMatch(l -> l.strip().equals("never")), screen());
    }

    @Test
    void inAFloodTheWindowAnswersAndKeysReachTheShell() throws Exception {
        Path key = folder.resolve("key");
        // floods until a key comes, and writes that down
        openWith(
                "bash",
                "--norc",
                "-c",
                "stty -echo -icanon; yes 'a flood of many lines that nobody can read' & read -rn1 k; echo \"$k\" > '"
                        + key + "'; kill $!; wait; echo over; read -rn1 k");
        clickRow("web");
        type(KeyCode.ENTER);
        until(() -> screen().contains("a flood of many lines"), this::screen);
        long worst = 0;
        long began = System.nanoTime();
        while (written() < FLOOD && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            long asked = System.nanoTime();
            act(() -> {});
            worst = Math.max(worst, System.nanoTime() - asked);
            pulse();
            worst = Math.max(worst, System.nanoTime() - asked);
        }
        assertTrue(written() >= FLOOD, "only " + written() + " bytes were taken");
        assertTrue(
                TimeUnit.NANOSECONDS.toMillis(worst) < ANSWER_MILLIS,
                "the window's thread took " + TimeUnit.NANOSECONDS.toMillis(worst) + " ms");
        long pressed = System.nanoTime();
        write("x");
        until(() -> Files.exists(key) && screen().contains("over"), this::screen);
        assertEquals("x", Files.readString(key).strip());
        assertTrue(System.nanoTime() - pressed < TimeUnit.SECONDS.toNanos(15), "the key was long on its way");
    }

    @Test
    void closingItsTabHangsTheShellUp() throws Exception {
        openWith("bash", "--norc", "--noprofile");
        clickRow("web");
        type(KeyCode.ENTER);
        until(() -> screen().contains("web:~#"), this::screen);
        robot.clickOn(fx(() -> root().lookup("#terminals").lookup(".tab-close-button")));
        until(() -> find("terminals").isEmpty(), () -> words(root()));
        Shell shell = shells.getFirst();
        until(() -> !shell.alive(), () -> "it lives on");
        assertEquals(129, shell.await(), "by the hang-up");
        until(() -> helper.asked().stream().filter(a -> a.startsWith("exec")).count() == 1, helper::asked);
        until(() -> focused().equals("containers"), this::focused);
    }

    @Test
    void aGestureThatIsHeardTwiceOpensOneShell() {
        openWith("bash", "--norc", "--noprofile");
        String web = container("web").id();
        act(() -> {
            window().frame().openTerminal(web);
            window().frame().openTerminal(web);
        });
        until(() -> screen().contains("web:~#"), this::screen);
        act(() -> window().frame().openTerminal(web));
        settle();
        assertEquals(1, shells.size());
        assertEquals(
                1, fx(() -> ((TabPane) root().lookup("#terminals")).getTabs().size()));
    }

    @Test
    void whenTheShellEndsItSaysSo() {
        openWith("sh", "-c", "echo bye; exit 3");
        helper.programs(p -> 3);
        clickRow("web");
        type(KeyCode.ENTER);
        until(() -> screen().contains("bye"), this::screen);
        helper.release();
        until(() -> screen().contains("The shell has ended with 3."), this::screen);
        untilSaid("terminals", "web · ended 3");
    }

    @Test
    void ctrlBackquoteHidesAndShowsItAndTheShellGoesOn() {
        openWith("bash", "--norc", "--noprofile");
        clickRow("web");
        type(KeyCode.ENTER);
        until(() -> screen().contains("web:~#"), this::screen);
        chord(KeyCode.CONTROL, KeyCode.BACK_QUOTE);
        until(() -> find("terminals").isEmpty() && focused().equals("containers"), this::focused);
        assertTrue(shells.getFirst().alive());
        chord(KeyCode.CONTROL, KeyCode.BACK_QUOTE);
        until(() -> find("terminals").isPresent(), this::focused);
        until(() -> Terminals.screen(root()).map(Node::isFocused).orElse(false), this::focused);
        write("echo $((40+4))");
        type(KeyCode.ENTER);
        until(() -> screen().contains("\n44"), this::screen);
    }

    /// What stands on the screen; empty: there is none.
    private String screen() {
        return fx(() -> Terminals.text(root()));
    }

    /// Waits until a whole frame was drawn.
    private void pulse() throws InterruptedException {
        var drawn = new java.util.concurrent.CountDownLatch(1);
        act(() -> {
            Runnable[] listener = new Runnable[1];
            listener[0] = () -> {
                window().scene().removePostLayoutPulseListener(listener[0]);
                drawn.countDown();
            };
            window().scene().addPostLayoutPulseListener(listener[0]);
            javafx.application.Platform.requestNextPulse();
        });
        assertTrue(drawn.await(LIMIT_SECONDS, TimeUnit.SECONDS), "no frame was drawn");
    }

    /// How many bytes the shell has written so far.
    private long written() throws IOException {
        return shells.getFirst().written();
    }
}
