package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nodes of a lab that runs come and go.
@Tag("kernel")
class LifeKernelTest {
    private static final String CARDS =
            "for i in /sys/class/net/eth*; do echo $i $(cat $i/ifindex $i/address); done; ip -br address show";

    private final LabBox box = new LabBox();

    LifeKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    private static LabDocument routed(String name) {
        return Small.routed(
                name,
                Small.check("a → b", "a", Small.http("b"), true),
                Small.check("a → b, IPv6", "a", Small.http("[fd00:2::2]"), true),
                Small.check("a → b, ping", "a", Small.ping("10.2.0.2"), true));
    }

    private void awaitState(LabInfo lab, LabInfo.State state) throws Exception {
        LabBox.until("state " + state, () -> box.now(lab).state() == state);
    }

    @Test
    void aNodeIsRestartedAndItsNeighboursKeepTheirCards() throws Exception {
        LabInfo lab = box.up(routed("l"));
        box.assertAllHold(lab);
        String ofA = box.exec(lab, "a", CARDS);
        String ofB = box.exec(lab, "b", CARDS);
        String ofR = box.exec(lab, "r", CARDS + "; ip route; ip -6 route show default");
        box.engine().restart(box.id(lab, "r"), Progress.NONE);
        assertEquals(ofA, box.exec(lab, "a", CARDS));
        assertEquals(ofB, box.exec(lab, "b", CARDS));
        assertEquals(ofR, box.exec(lab, "r", CARDS + "; ip route; ip -6 route show default"), "its own too");
        box.assertAllHold(lab);
        String httpd = "pgrep -x busybox | wc -l";
        assertEquals("1\n", box.exec(lab, "b", httpd));
        box.engine().restart(box.id(lab, "b"), Progress.NONE);
        assertEquals("1\n", box.exec(lab, "b", httpd), "its start commands have run again");
        box.assertAllHold(lab);
        awaitState(lab, LabInfo.State.RUNNING);
    }

    @Test
    void aRouterThatIsStoppedForwardsNothing() throws Exception {
        LabInfo lab = box.up(routed("l"));
        box.assertAllHold(lab);
        box.engine().stop(box.id(lab, "r"), null, Progress.NONE);
        awaitState(lab, LabInfo.State.DEGRADED);
        LabBox.until(
                "the neighbour's cable is dead",
                () -> box.exec(lab, "a", "cat /sys/class/net/eth0/carrier").equals("0\n"));
        assertEquals("exit 1", box.exec(lab, "a", "ping -n -c1 -W1 10.2.0.2 > /dev/null"));
        box.engine().start(box.id(lab, "r"), Progress.NONE);
        box.assertAllHold(lab);
        awaitState(lab, LabInfo.State.RUNNING);
        assertTrue(box.states.contains(LabInfo.State.DEGRADED));
        assertEquals(LabInfo.State.RUNNING, box.states.getLast());
    }

    @Test
    void aNodeThatDiesIsSeen() throws Exception {
        LabInfo lab = box.up(Small.pair("p"));
        int pid = box.engine().container(box.id(lab, "b")).orElseThrow().pid();
        LinuxKernel.get().kill(pid, Linux.SIGKILL);
        awaitState(lab, LabInfo.State.DEGRADED);
        LabBox.until(
                "its card is off",
                () -> box.exec(lab, "a", "cat /sys/class/net/eth0/carrier").equals("0\n"));
        EngineException e = assertThrows(EngineException.class, () -> box.exec(lab, "b", "true"));
        assertEquals(Kind.STATE, e.kind());
    }

    @Test
    void aStartCommandThatFailsLaterLeavesTheLabDegraded() throws Exception {
        LabInfo lab = box.up(Small.pair("p", List.of("test ! -e /broken")));
        assertEquals("", box.exec(lab, "b", "touch /broken"));
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().restart(box.id(lab, "b"), Progress.NONE));
        assertEquals("test ! -e /broken", e.args().get("command"));
        awaitState(lab, LabInfo.State.DEGRADED);
        assertEquals("", box.exec(lab, "b", "rm /broken"));
        box.engine().restart(box.id(lab, "b"), Progress.NONE);
        awaitState(lab, LabInfo.State.RUNNING);
    }

    /// Forwarding was on when the node stopped, its namespace stays, and now its rules cannot be loaded.
    @Test
    void aFirewallWithoutRulesForwardsNothing() throws Exception {
        LabInfo lab = box.up(ShippedLabs.read("dmz"));
        String open = "ip route replace 10.0.1.0/24 via 10.0.0.2 metric 1;"
                + " busybox nc -w 1 10.0.1.10 80 < /dev/null 2> /dev/null && echo open";
        assertEquals("open\n", box.exec(lab, "edge", open), "as the policy says");
        String rules = "/etc/darsena/rules.nft";
        assertEquals("", box.exec(lab, "fw", "nft flush ruleset; cp " + rules + " /kept; echo wrong > " + rules));
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().restart(box.id(lab, "fw"), Progress.NONE));
        assertEquals("nft -f " + rules, e.args().get("command"));
        assertEquals("0\n", box.exec(lab, "fw", "cat /proc/sys/net/ipv4/ip_forward"));
        assertEquals("exit 1", box.exec(lab, "edge", open));
        assertEquals("", box.exec(lab, "fw", "mv /kept " + rules));
        box.engine().restart(box.id(lab, "fw"), Progress.NONE);
        box.assertAllHold(lab);
    }

    /// What is lost with a removed node nothing brings back: its neighbours' ends of the cables.
    @Test
    void aNodeGoesWithItsLabOnly() throws Exception {
        LabInfo lab = box.up(Small.routed("l", Small.check("web", "a", Small.http("b"), true)));
        String b = box.id(lab, "b");
        box.engine().kill(b, "KILL");
        awaitState(lab, LabInfo.State.DEGRADED);
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().delete(b, true, Progress.NONE));
        assertEquals(Kind.STATE, e.kind());
        assertEquals(Map.of("what", "node", "id", b, "name", "b", "lab", "l"), e.args());
        box.engine().start(b, Progress.NONE);
        awaitState(lab, LabInfo.State.RUNNING);
        box.assertAllHold(lab);
    }

    @Test
    void downAsOftenAsOneLikes() throws Exception {
        Map<String, List<String>> before = box.left();
        LabInfo lab = box.up(Small.routed("l"));
        box.engine().core().containers().delete(box.id(lab, "b"), true, Progress.NONE);
        awaitState(lab, LabInfo.State.DEGRADED);
        box.engine().stop(box.id(lab, "a"), null, Progress.NONE);
        String pin = box.config.run() + "/labs/" + lab.id() + "/switch";
        LinuxKernel.get().unmount(pin, Linux.MNT_DETACH);
        Steps steps = new Steps();
        box.engine().down(lab.id(), steps);
        assertEquals(List.of("lab.delete", "lab.delete"), List.copyOf(steps.heard), "half of it was gone");
        box.assertLeft(before);
        EngineException e =
                assertThrows(EngineException.class, () -> box.engine().down(lab.id(), Progress.NONE));
        assertEquals(Kind.NOT_FOUND, e.kind());
        assertEquals(Map.of("what", "lab", "id", lab.id()), e.args());
        assertNotEquals(lab.id(), box.up(Small.routed("l")).id(), "its name is free again");
    }

    @Test
    void downTakesNothingOfOthers() throws Exception {
        LabInfo stays = box.up(routed("stays"));
        Map<String, List<String>> before = box.left();
        LabInfo goes = box.up(routed("goes"));
        box.engine().down(goes.id(), Progress.NONE);
        box.assertLeft(before);
        box.assertAllHold(stays);
    }

    @Test
    void downEndsAChecking() throws Exception {
        LabInfo lab = box.up(Small.pair("p", Small.check("never", "a", Small.tcp("b", 81), true)));
        Steps steps = new Steps();
        EngineException[] thrown = new EngineException[1];
        Thread checking = Thread.ofPlatform().start(() -> {
            try {
                box.engine().check(lab.id(), steps);
            } catch (EngineException e) {
                thrown[0] = e;
            }
        });
        LabBox.until("it waits", () -> checking.getState() == Thread.State.TIMED_WAITING);
        box.engine().down(lab.id(), Progress.NONE);
        checking.join(5000);
        assertEquals(Kind.CANCELLED, thrown[0].kind());
    }

    @Test
    void aWayOutByNat() throws Exception {
        Map<String, List<String>> before = box.left();
        LabInfo lab = box.up(LabBox.document("""
                { "schema": 1, "name": "n",
                  "nodes": [{ "name": "a" }, { "name": "b" }],
                  "networks": [{ "name": "out", "type": "nat" }],
                  "links": [ { "a": { "node": "a", "iface": "eth0" }, "b": { "node": "out" } },
                             { "a": { "node": "out" }, "b": { "node": "b", "iface": "eth0" } } ] }
                """));
        String route = box.exec(lab, "a", "ip route show default");
        assertTrue(route.matches("default via 10\\.\\d+\\.\\d+\\.1 dev eth0 proto static \\n"), route);
        String gateway = route.split(" ")[2];
        assertEquals("", box.exec(lab, "a", "ping -n -c1 -W2 " + gateway + " > /dev/null"));
        String address = box.exec(lab, "b", "ip -4 -o address show eth0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/'");
        assertEquals("", box.exec(lab, "a", "ping -n -c1 -W2 " + address.strip() + " > /dev/null"));
        box.engine().restart(box.id(lab, "a"), Progress.NONE);
        assertEquals(route, box.exec(lab, "a", "ip route show default"));
        assertEquals("", box.exec(lab, "a", "ping -n -c1 -W2 " + gateway + " > /dev/null"));
        box.engine().down(lab.id(), Progress.NONE);
        box.assertLeft(before);
    }
}
