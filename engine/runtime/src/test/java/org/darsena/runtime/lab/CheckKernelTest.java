package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What checks say, and that they say it for the right reason.
@Tag("kernel")
class CheckKernelTest {
    private static final String B4 = "10.2.0.2";
    private static final String B6 = "[fd00:2::2]";
    private static final String FILTER =
            "nft add table inet t; nft add chain inet t f '{ type filter hook forward priority 0; }'; nft add rule inet t f ";

    private final LabBox box = new LabBox();

    CheckKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    private static void assertSeen(Map<String, CheckResult> results, String name, boolean held, String detail) {
        CheckResult r = results.get(name);
        assertNotNull(r, name);
        assertTrue(r.detail().matches(detail), name + ": " + r.detail());
        assertEquals(held, r.held(), name + ": " + r.detail());
    }

    @Test
    void eachProbeThatWorks() throws Exception {
        LabInfo lab = box.up(Small.routed(
                "l",
                Small.check("http", "a", Small.http("b"), true),
                Small.check("http6", "a", Small.http(B6), true),
                Small.check("tcp", "a", Small.tcp(B4, 80), true),
                Small.check("tcp6", "a", Small.tcp("fd00:2::2", 80), true),
                Small.check("ping", "a", Small.ping("b"), true),
                Small.check("command", "a", Small.command("exit 0"), true)));
        Map<String, CheckResult> results = box.check(lab);
        assertSeen(results, "http", true, "HTTP 200 in \\d+ ms");
        assertSeen(results, "http6", true, "HTTP 200 in \\d+ ms");
        assertSeen(results, "tcp", true, "connected in \\d+ ms");
        assertSeen(results, "tcp6", true, "connected in \\d+ ms");
        assertSeen(results, "ping", true, "answer in [0-9.]+ ms");
        assertSeen(results, "command", true, "ended with 0 in \\d+ ms");
    }

    @Test
    void eachProbeThatFails() throws Exception {
        LabInfo lab = box.up(Small.routed(
                "l",
                quick("http", Small.http("b:80/nosuch")),
                quick("closed", Small.tcp(B4, 81)),
                quick("unknown", Small.tcp("example.org", 80)),
                quick("nobody", Small.ping("10.2.0.77")),
                quick("command", Small.command("echo why; exit 3")),
                quick("missing", "{ \"type\": \"command\", \"argv\": [\"/no/such\"] }")));
        Map<String, CheckResult> results = box.check(lab);
        assertSeen(results, "http", false, "HTTP 404 in \\d+ ms");
        assertSeen(results, "closed", false, "connection refused");
        assertSeen(results, "unknown", false, "the lab has no host example\\.org");
        assertSeen(results, "nobody", false, "unreachable|no answer");
        assertSeen(results, "command", false, "ended with 3: why");
        assertSeen(results, "missing", false, "/no/such: ENOENT");
        assertTrue(results.values().stream().allMatch(r -> r.millis() >= 1000), "tried as long as they may be");
    }

    private static String quick(String name, String probe) {
        return "{ \"name\": \"" + name + "\", \"node\": \"a\", \"probe\": " + probe + ", \"withinSeconds\": 1 }";
    }

    private static String mustNot(String name, String probe) {
        return Small.check(name, "a", probe, false);
    }

    /// Nothing in the way, and yet nothing works: such checks must not hold.
    @Test
    void whatFailsForTheWrongReasonDoesNotHold() throws Exception {
        LabInfo lab = box.up(Small.routed(
                "l",
                mustNot("open", Small.tcp(B4, 80)),
                mustNot("open, 6", Small.http(B6)),
                mustNot("nothing listens", Small.tcp(B4, 8080)),
                mustNot("ping", Small.ping(B4)),
                mustNot("no program", Small.command("no-such-program")),
                mustNot("page", Small.http("b/nosuch")),
                quick("long", Small.tcp(B4, 80)).replace("\"withinSeconds\": 1", "\"withinSeconds\": 120")));
        Map<String, CheckResult> results = box.check(lab);
        assertSeen(results, "open", false, "it works: connected in \\d+ ms");
        assertSeen(results, "open, 6", false, "it works: HTTP 200 in \\d+ ms");
        assertSeen(
                results,
                "nothing listens",
                false,
                "connection refused, which proves nothing: nothing answers at port 8080 on b itself");
        assertSeen(results, "ping", false, "it works: answer in [0-9.]+ ms");
        assertSeen(results, "no program", false, "proves nothing: not to be run.*");
        assertSeen(results, "page", true, "HTTP 404 in \\d+ ms"); // it was reached, and said no
        box.engine().stop(box.id(lab, "b"), null, Progress.NONE);
        results = box.check(lab);
        assertSeen(results, "open", false, "proves nothing: b does not run");
        assertSeen(results, "ping", false, "proves nothing: b does not run");
        assertSeen(results, "long", false, "b does not run");
        assertTrue(results.values().stream().allMatch(r -> r.millis() < 60_000), "what does not run is not waited for");
        box.engine().stop(box.id(lab, "a"), null, Progress.NONE);
        assertSeen(box.check(lab), "open", false, "proves nothing: a does not run");
    }

    /// A must-not waits for the musts, and without them silence proves nothing.
    @Test
    void silenceCountsOnlyIfTheRestWorks() throws Exception {
        LabInfo lab = box.up(Small.routed(
                "l",
                Small.check("must", "a", Small.http("b"), true).replace("10 }", "1 }"),
                mustNot("lost", Small.tcp("10.1.0.1", 22)),
                mustNot("dropped", Small.tcp(B4, 8080))));
        assertEquals("", box.exec(lab, "b", "busybox httpd -p 8080 -h /srv"));
        assertEquals("", box.exec(lab, "r", FILTER + "tcp dport 8080 drop"));
        Map<String, CheckResult> results = box.check(lab);
        assertSeen(results, "must", true, "HTTP 200 in \\d+ ms");
        assertSeen(results, "dropped", true, "timed out");
        assertSeen(results, "lost", false, "connection refused, which proves nothing: .* port 22 on r itself");
        assertEquals("", box.exec(lab, "r", "nft add rule inet t f drop"));
        results = box.check(lab);
        assertSeen(results, "must", false, "timed out");
        assertSeen(results, "dropped", false, "timed out, which proves nothing while what must work does not");
    }

    /// A filter that says so is believed, whoever listens.
    @Test
    void refusalsOfAFilter() throws Exception {
        LabInfo lab = box.up(Small.routed(
                "l",
                mustNot("prohibited", Small.tcp(B4, 81)),
                mustNot("prohibited, 6", Small.tcp("fd00:2::2", 81)),
                mustNot("port", Small.tcp(B4, 82)),
                mustNot("reset", Small.tcp(B4, 80)),
                mustNot("reset, nobody there", Small.tcp(B4, 83)),
                mustNot("ping", Small.ping(B4))));
        assertEquals(
                "",
                box.exec(
                        lab,
                        "r",
                        FILTER + "tcp dport 81 reject with icmpx type admin-prohibited; "
                                + "nft add rule inet t f tcp dport 82 reject; "
                                + "nft add rule inet t f tcp dport '{ 80, 83 }' reject with tcp reset; "
                                + "nft add rule inet t f icmp type echo-request reject with icmpx type admin-prohibited"));
        Map<String, CheckResult> results = box.check(lab);
        assertSeen(results, "prohibited", true, "refused: administratively prohibited, says r");
        assertSeen(results, "prohibited, 6", true, "refused: administratively prohibited");
        assertSeen(results, "port", true, "refused: port unreachable, says r");
        assertSeen(results, "reset", true, "connection refused");
        assertSeen(results, "reset, nobody there", false, "connection refused, which proves nothing: .*");
        assertSeen(results, "ping", true, "refused: administratively prohibited");
    }

    /// The kernel would send a SYN again after a second.
    @Test
    void lostSynsAreNotWaitedFor() throws Exception {
        LabInfo lab = box.up(Small.routed("l", Small.check("http", "a", Small.http("b"), true)));
        String firstThree = "tcp flags & (syn | ack) == syn numgen inc mod 1000 < 3 drop";
        assertEquals("", box.exec(lab, "r", FILTER + "'" + firstThree + "'"));
        CheckResult seen = Objects.requireNonNull(box.check(lab).get("http"));
        assertTrue(seen.held(), seen.detail());
        int millis = Integer.parseInt(seen.detail().replaceAll("HTTP 200 in (\\d+) ms", "$1"));
        assertTrue(millis < 900, seen.detail());
    }

    @Test
    void stepsAndCancel() throws Exception {
        LabInfo lab = box.up(Small.pair(
                "p", Small.check("yes", "a", Small.http("b"), true), Small.check("no", "a", Small.tcp("b", 1), true)));
        Steps steps = new Steps("lab.check", 1);
        long since = System.nanoTime();
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().check(lab.id(), steps));
        assertEquals(Kind.CANCELLED, e.kind());
        assertEquals(1, steps.heard.size(), "the one that held");
        assertFalse(System.nanoTime() - since > 8_000_000_000L, "not to the end of the other's time");
    }
}
