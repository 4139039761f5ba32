package org.darsena.runtime.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.darsena.runtime.lab.check.NodeExec.Ran;
import org.darsena.runtime.lab.check.Seen.Way;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static Seen http(String contains, String answer) {
        return new HttpProbe(URI.create("http://x/"), contains, Duration.ofSeconds(1))
                .judge(answer.getBytes(StandardCharsets.UTF_8), 3);
    }

    @Test
    void answersOfWebServers() {
        assertEquals(new Seen(Way.WORKS, "HTTP 200 in 3 ms"), http("here", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nis here"));
        assertEquals(new Seen(Way.WORKS, "HTTP 204 in 3 ms"), http("", "HTTP/1.0 204\n\n"));
        assertEquals(
                new Seen(Way.DENIED, "HTTP 200 in 3 ms, without the text looked for"),
                http("here", "HTTP/1.1 200 OK\r\nX: here\r\n\r\nnothing"));
        assertEquals(new Seen(Way.DENIED, "HTTP 403 in 3 ms"), http("", "HTTP/1.1 403 Forbidden\r\n\r\n"));
        assertEquals(new Seen(Way.DENIED, "HTTP 301 in 3 ms"), http("", "HTTP/1.1 301 Moved\r\n\r\n"));
        assertEquals(new Seen(Way.DENIED, "the answer is no HTTP"), http("", "SSH-2.0-OpenSSH_9.2\r\n"));
        assertEquals(new Seen(Way.DENIED, "the answer is no HTTP"), http("", "HTTP/1.1 999 x\r\n\r\n"));
        assertEquals(new Seen(Way.DENIED, "closed without an answer"), http("", ""));
    }

    private static Ran ran(int code, String output) {
        return new Ran(code, output, 7);
    }

    @Test
    void pings() {
        assertEquals(
                new Seen(Way.WORKS, "answer in 0.252 ms"),
                ExecProbes.ping(ran(0, "64 bytes from 10.0.1.10: icmp_seq=1 ttl=62 time=0.252 ms\n")));
        assertEquals(
                Way.PROHIBITED,
                ExecProbes.ping(ran(1, "From 10.0.0.2 icmp_seq=1 Packet filtered\n"))
                        .way());
        assertEquals(
                Way.PROHIBITED,
                ExecProbes.ping(ran(
                                1, "From fd00::1 icmp_seq=1 Destination unreachable: Administratively prohibited\n"))
                        .way());
        assertEquals(
                new Seen(Way.NO_WAY, "unreachable"),
                ExecProbes.ping(ran(1, "From 10.0.0.1 icmp_seq=1 Destination Host Unreachable\n")));
        assertEquals(
                new Seen(Way.NO_WAY, "network is unreachable"),
                ExecProbes.ping(ran(2, "ping: connect: Network is unreachable\n")));
        assertEquals(new Seen(Way.SILENT, "no answer"), ExecProbes.ping(ran(1, "1 packets transmitted, 0 received\n")));
        assertEquals(
                Way.IMPOSSIBLE,
                ExecProbes.ping(ran(2, "ping: socket: Operation not permitted\n"))
                        .way());
    }

    @Test
    void neighbours() {
        String two = """
                {"neighbors":{"10.0.1.1":[{"nbrState":"Full/-"}],"10.0.2.1":[{"nbrState":"Full/DR"},{"nbrState":"Init/-"}]}}
                """;
        assertEquals(new Seen(Way.WORKS, "2 of 2 Full"), ExecProbes.ospf(ran(0, two), 2));
        assertEquals(new Seen(Way.DENIED, "2 of 3 Full"), ExecProbes.ospf(ran(0, two), 3));
        assertEquals(new Seen(Way.DENIED, "0 of 1 Full"), ExecProbes.ospf(ran(0, "{}"), 1));
        assertEquals(
                new Seen(Way.WORKS, "1 of 1 Full"),
                ExecProbes.ospf(ran(0, "{\"neighbors\":{\"10.0.1.1\":[{\"state\":\"Full/Backup\"}]}}"), 1));
        assertEquals(
                Way.IMPOSSIBLE, ExecProbes.ospf(ran(0, "% Unknown command"), 1).way());
        assertEquals(
                "vtysh ended with 1: failed to connect to any daemons.",
                ExecProbes.ospf(ran(1, "\nfailed to connect to any daemons.\n"), 1)
                        .detail());
    }

    @Test
    void commands() {
        assertEquals(new Seen(Way.WORKS, "ended with 0 in 7 ms"), ExecProbes.command(ran(0, "x")));
        assertEquals(new Seen(Way.DENIED, "ended with 3: why"), ExecProbes.command(ran(3, "first\nwhy\n\n")));
        assertEquals(
                Way.IMPOSSIBLE,
                ExecProbes.command(ran(127, "sh: 1: x: not found")).way());
        assertEquals(
                Way.DENIED, ExecProbes.command(ran(SessionWait.TOO_LONG, "")).way());
        assertEquals(
                "ended with 1: \\u001b[31mred",
                ExecProbes.command(ran(1, "\u001b[31mred")).detail(),
                "made harmless");
    }
}
