package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The lab that comes with the program.
@Tag("kernel")
class DmzKernelTest {
    private static final LabDocument DMZ = ShippedLabs.read("dmz");

    private final LabBox box = new LabBox();

    DmzKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    @Test
    void upChecksDownAndNothingStays() throws Exception {
        Map<String, List<String>> before = box.left();
        LabInfo lab = box.up(DMZ);
        assertEquals(LabInfo.State.RUNNING, lab.state());
        assertEquals(7, lab.nodes().size());
        Map<String, CheckResult> results = box.check(lab);
        assertEquals(List.of(), results.values().stream().filter(r -> !r.held()).toList());
        assertEquals(DMZ.checks().size(), results.size());
        assertTrue(detail(results, "fw: OSPF neighbours Full").matches("2 of 2 Full after \\d+ s"));
        assertTrue(detail(results, "internet → web :80").matches("HTTP 200 in \\d+ ms"));
        assertEquals("refused: administratively prohibited, says fw", detail(results, "internet → client-1 :8080"));
        assertEquals(before.get("links"), box.left().get("links"), "nothing of it is seen on the host: it has no NAT");
        box.engine().down(lab.id(), Progress.NONE);
        box.assertLeft(before);
        assertEquals(List.of(), box.engine().labs());
        LabBox.until("it is told", () -> box.gone.equals(List.of(lab.id())));
        assertEquals(
                List.of(LabInfo.State.STARTING, LabInfo.State.STARTING, LabInfo.State.RUNNING, LabInfo.State.STOPPING),
                box.states);
    }

    private static CheckResult result(Map<String, CheckResult> results, String name) {
        CheckResult r = results.get(name);
        assertNotNull(r, name);
        return r;
    }

    private static String detail(Map<String, CheckResult> results, String name) {
        return result(results, name).detail();
    }

    @Test
    void aSecondOneOfThatNameIsRefused() throws Exception {
        LabInfo lab = box.up(DMZ);
        Map<String, List<String>> before = box.left();
        EngineException e = assertThrows(EngineException.class, () -> box.up(DMZ));
        assertEquals(Kind.EXISTS, e.kind());
        assertEquals(Map.of("what", "lab", "name", "dmz"), e.args());
        assertEquals(before, box.left());
        LabInfo other = box.engine().up(DMZ, null, new Owner(4711), Progress.NONE);
        LabInfo third = box.engine().up(DMZ, "dmz-2", LabBox.OWNER, Progress.NONE);
        assertEquals(
                List.of("dmz", "dmz", "dmz-2"),
                box.engine().labs().stream().map(LabInfo::name).toList());
        box.engine().down(lab.id(), Progress.NONE);
        box.assertAllHold(other); // three of one plan, none in the others' way
        box.assertAllHold(third);
    }

    /// Without its rules the firewall is a router: then, and only then, the checks of what must not work fail.
    @Test
    void aFirewallThatIsTakenAwayIsNoticed() throws Exception {
        LabInfo lab = box.up(DMZ);
        box.assertAllHold(lab);
        assertEquals("", box.exec(lab, "fw", "nft flush ruleset"));
        Map<String, CheckResult> results = box.check(lab);
        for (String name : List.of("internet → client-1 :8080", "web → client-1 :8080", "web → internet :80")) {
            assertTrue(detail(results, name).matches("it works: connected in \\d+ ms"), detail(results, name));
            assertFalse(result(results, name).held());
        }
        assertEquals(3, results.values().stream().filter(r -> !r.held()).count(), results.toString());
        assertEquals("", box.exec(lab, "fw", "nft -f /etc/darsena/rules.nft"));
        box.assertAllHold(lab);
    }

    /// Answers pass because the firewall remembers who asked; what is not an answer does not.
    @Test
    void theFirewallIsStateful() throws Exception {
        LabInfo lab = box.up(DMZ);
        box.assertAllHold(lab);
        String get = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | busybox nc -w 3 203.0.113.10 80 | grep -o doctype";
        assertEquals("doctype\n", box.exec(lab, "client-1", get));
        // the same packets from the same server to the same client, but nobody asked
        String back = "busybox nc -w 2 192.168.10.11 8080 < /dev/null";
        assertTrue(box.exec(lab, "internet", back).endsWith("exit 1"));
        String forget = "nft insert rule inet darsena forward ct state established,related counter drop";
        assertEquals("", box.exec(lab, "fw", forget));
        assertEquals("nc: timed out\nexit 1", box.exec(lab, "client-1", get), "answers are dropped now");
        assertEquals("", box.exec(lab, "fw", "nft -f /etc/darsena/rules.nft"));
        assertEquals("doctype\n", box.exec(lab, "client-1", get));
    }

    @Test
    void bytesThroughLinksAreCounted() throws Exception {
        LabInfo lab = box.up(DMZ);
        box.assertAllHold(lab);
        assertEquals("", box.exec(lab, "web", "head -c 3000000 /dev/zero > /srv/www/big"));
        Map<String, Figures> most = new ConcurrentHashMap<>();
        try (AutoCloseable _ = box.engine().sample((_, subjects, figures) -> {
            for (int i = 0; i < subjects.size(); i++) {
                Figures f = figures.get(i);
                most.merge(subjects.get(i), f, (a, b) -> a.received() + a.sent() > b.received() + b.sent() ? a : b);
            }
        })) {
            assertEquals("3000000\n", box.exec(lab, "client-2", "busybox wget -q -O - http://web/big | wc -c"));
            String prefix = "link/" + lab.id() + "/";
            // web is end b of link 3: its bytes come from there, and go the same way on to client-2, end b of link 7
            LabBox.until("web's cable", () -> sent(most, prefix + 3) > 1e6);
            LabBox.until("client-2's cable", () -> received(most, prefix + 7) > 1e6);
            LabBox.until("the cable between firewall (a) and core", () -> received(most, prefix + 4) > 1e6);
            assertTrue(received(most, prefix + 3) < 5e5, "what web received are acknowledgements");
            assertTrue(sent(most, prefix + 4) < 5e5);
            assertTrue(received(most, prefix + 0) + sent(most, prefix + 0) < 5e5, "nothing went to the internet");
            for (int i = 0; i < DMZ.links().size(); i++) {
                assertTrue(most.containsKey(prefix + i), prefix + i);
            }
        }
        assertTrue(box.engine().history("link/" + lab.id() + "/3").size() > 1);
        box.engine().down(lab.id(), Progress.NONE);
        assertThrows(IllegalArgumentException.class, () -> box.engine().history("link/" + lab.id() + "/3"));
    }

    private static double received(Map<String, Figures> figures, String subject) {
        Figures f = figures.get(subject);
        return f == null ? 0 : f.received();
    }

    private static double sent(Map<String, Figures> figures, String subject) {
        Figures f = figures.get(subject);
        return f == null ? 0 : f.sent();
    }
}
