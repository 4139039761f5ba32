package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.darsena.api.Errors;
import org.darsena.app.client.Eventually;
import org.darsena.app.client.HelperException;
import org.junit.jupiter.api.Test;

/// `run`: from the creation to the end of the program.
class RunCommandTest {
    private final Bench bench = new Bench();

    /// Begins it and waits until it follows the log.
    private CompletableFuture<Integer> running(String... args) {
        int before = bench.helper.logsOpened();
        var status = Bench.aside(() -> bench.run(args));
        Eventually.true_(
                () -> "it runs: " + bench.helper.asked() + bench.err(), () -> bench.helper.logsOpened() > before);
        return status;
    }

    private String id() {
        return bench.helper.containers().getFirst().id();
    }

    @Test
    void endsAsTheProgramDoes() throws Exception {
        bench.helper.log("fa0000000001", "one\ntwo\n");
        var status = running("run", "box", "--", "work");
        bench.helper.ended(id(), 7, "");
        assertEquals(7, status.get(10, TimeUnit.SECONDS));
        assertEquals("one\ntwo\n", bench.out());
        assertEquals("", bench.err());
        assertEquals(List.of("create box", "start box"), bench.helper.asked());
        assertEquals(1, bench.helper.containers().size());
    }

    @Test
    void removesItAfterwards() throws Exception {
        var status = running("run", "--rm", "box", "--", "work");
        bench.helper.ended(id(), 0, "");
        assertEquals(0, status.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("create box", "start box", "delete box"), bench.helper.asked());
        assertEquals(List.of(), bench.helper.containers());
    }

    @Test
    void saysWhyItEnded() throws Exception {
        var status = running("run", "box", "--", "work");
        bench.helper.ended(id(), 137, "oom");
        assertEquals(137, status.get(10, TimeUnit.SECONDS));
        assertEquals("darsena: box: killed: out of memory\n", bench.err());
        var lost = running("run", "box2", "--", "work");
        bench.helper.ended(bench.helper.containers().getLast().id(), -1, "exit-lost");
        assertEquals(Exit.FAILED, lost.get(10, TimeUnit.SECONDS));
        assertEquals("darsena: box2: ended; its exit status was lost\n", bench.err());
    }

    @Test
    void interruptStopsAndThenKills() throws Exception {
        var status = running("run", "--rm", "box", "--", "work");
        bench.helper.stubborn(true);
        bench.signal("INT");
        assertEquals("stop box", bench.helper.asked().getLast());
        assertFalse(status.isDone());
        bench.signal("INT");
        assertEquals(137, status.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("create box", "start box", "stop box", "kill box", "delete box"), bench.helper.asked());
    }

    @Test
    void interruptWhileItStarts() throws Exception {
        bench.helper.hold("start");
        var status = Bench.aside(() -> bench.run("run", "box", "--", "work"));
        Eventually.true_("it starts", () -> bench.helper.asked().contains("start box"));
        bench.signal("INT");
        assertEquals(Exit.INTERRUPTED, status.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(), bench.helper.containers());
    }

    @Test
    void whatDoesNotStartIsTakenAway() {
        bench.helper.fail(
                "start",
                new HelperException(
                        Errors.KERNEL, Map.of("call", "execve", "errno", "ENOENT", "path", "nosuchprogram")));
        assertEquals(Exit.NOT_FOUND, bench.run("run", "bad", "--", "nosuchprogram"));
        assertEquals("darsena: The program nosuchprogram cannot be run: no such file (ENOENT).\n", bench.err());
        assertEquals(List.of(), bench.helper.containers());
    }

    @Test
    void whatIsPipedInIsRead() {
        bench.piped = true;
        bench.helper.programs(process -> 3);
        assertEquals(3, bench.run("run", "--rm", "box", "-u", "7", "--", "cat"));
        assertEquals(List.of("create box", "start box", "exec box cat", "delete box"), bench.helper.asked());
        assertEquals(
                List.of("sleep", "infinity"),
                bench.helper.specs().getLast().process().argv());
        assertEquals(7, bench.helper.processes().getLast().uid());
        assertFalse(bench.helper.processes().getLast().terminal());
    }

    @Test
    void onATerminalItIsTheProgramsOwn() {
        bench.terminal = true;
        bench.env.put("TERM", "vt100");
        assertEquals(0, bench.run("run", "-t", "box"));
        assertEquals(
                List.of("create box", "start box", "exec box " + String.join(" ", Programs.shell()), "raw"),
                bench.helper.asked().subList(0, 4));
        assertEquals("stop box", bench.helper.asked().getLast());
        assertTrue(bench.helper.asked().contains("cooked"));
        assertEquals("vt100", bench.helper.processes().getLast().env().get("TERM"));
        assertEquals(1, bench.helper.containers().size());
    }

    @Test
    void terminalThatHangsUpTakesItDown() throws Exception {
        bench.terminal = true;
        bench.helper.hold("exec");
        var status = Bench.aside(() -> bench.run("run", "--rm", "-t", "box", "--", "bash"));
        Eventually.true_("it runs", () -> bench.helper.asked().contains("raw"));
        bench.signal("HUP");
        assertEquals("kill box", bench.helper.asked().getLast());
        bench.helper.programs(process -> 137);
        bench.helper.release();
        assertEquals(129, status.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(), bench.helper.containers());
    }

    @Test
    void withoutProgramAndTerminal() {
        assertEquals(Exit.USAGE, bench.run("run", "box"));
        assertTrue(bench.err().startsWith("darsena: PROGRAM is missing"), bench.err());
        assertEquals(List.of(), bench.helper.asked());
    }

    @Test
    void detached() {
        assertEquals(Exit.OK, bench.run("run", "-d", "box", "--", "work"));
        assertEquals(id() + "\n", bench.out());
    }

    @Test
    void helperThatDies() throws Exception {
        var status = running("run", "box", "--", "work");
        bench.helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        assertEquals(Exit.FAILED, status.get(10, TimeUnit.SECONDS));
        assertTrue(bench.err().startsWith("darsena: The line to the helper broke"), bench.err());
        assertEquals(1, bench.err().lines().count(), bench.err());
    }
}
