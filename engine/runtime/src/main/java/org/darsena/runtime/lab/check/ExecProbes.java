package org.darsena.runtime.lab.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.model.Show;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.lab.check.NodeExec.Ran;
import org.darsena.runtime.lab.check.Seen.Way;

/// Probes that are commands run in the node: ping, OSPF neighbours, and what the document says.
final class ExecProbes {
    private static final Duration PING_LIMIT = Duration.ofSeconds(4);
    private static final Duration VTYSH_LIMIT = Duration.ofSeconds(5);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(15);
    private static final Pattern PING_TIME = Pattern.compile("time[=<]([0-9.]+) ?ms");
    private static final JsonMapper MAPPER = new JsonMapper();

    private final NodeExec exec;

    ExecProbes(Site site) {
        exec = new NodeExec(site);
    }

    /// One echo, a second to answer.
    Seen ping(ContainerInfo node, InetAddress to) throws EngineException {
        return ping(exec.run(node, List.of("ping", "-n", "-c", "1", "-W", "1", to.getHostAddress()), PING_LIMIT));
    }

    static Seen ping(Ran ran) {
        if (ran.code() == 0) {
            Matcher time = PING_TIME.matcher(ran.output());
            return new Seen(Way.WORKS, time.find() ? "answer in " + time.group(1) + " ms" : "answer");
        }
        String said = ran.output();
        if (said.contains("filtered") || said.contains("rohibited")) {
            return new Seen(Way.PROHIBITED, "refused: administratively prohibited");
        }
        if (said.contains("nreachable")) {
            return new Seen(
                    Way.NO_WAY, said.contains("Network is unreachable") ? "network is unreachable" : "unreachable");
        }
        // 1: sent, but unanswered (ping(8)); too long: the echo went out, too, and ping was ended by us
        return ran.code() == 1 || ran.code() == SessionWait.TOO_LONG
                ? new Seen(Way.SILENT, "no answer")
                : Seen.impossible("ping ended with " + ran.code() + said(ran));
    }

    Seen ospf(ContainerInfo node, int wanted) throws EngineException {
        return ospf(exec.run(node, List.of("vtysh", "-c", "show ip ospf neighbor json"), VTYSH_LIMIT), wanted);
    }

    static Seen ospf(Ran ran, int wanted) {
        if (ran.code() != 0) {
            return Seen.impossible("vtysh ended with " + ran.code() + said(ran));
        }
        try {
            int full = 0;
            for (JsonNode router : MAPPER.readTree(ran.output()).path("neighbors")) {
                for (JsonNode neighbour : router) {
                    // `Full/DR`, `Full/-`: the word before the slash; "nbrState" since FRR 8, "state" before
                    String state = neighbour
                            .path("nbrState")
                            .asText(neighbour.path("state").asText());
                    full += state.startsWith("Full") ? 1 : 0;
                }
            }
            return new Seen(full >= wanted ? Way.WORKS : Way.DENIED, full + " of " + wanted + " Full");
        } catch (JsonProcessingException e) {
            return Seen.impossible("vtysh says: " + Show.value(ran.lastLine()));
        }
    }

    Seen command(ContainerInfo node, List<String> argv) throws EngineException {
        return command(exec.run(node, argv, COMMAND_LIMIT));
    }

    static Seen command(Ran ran) {
        return switch (ran.code()) {
            case 0 -> new Seen(Way.WORKS, "ended with 0 in " + ran.millis() + " ms");
            case SessionWait.TOO_LONG -> new Seen(Way.DENIED, "did not end within " + COMMAND_LIMIT.toSeconds() + " s");
            case 126, 127 -> Seen.impossible("not to be run" + said(ran)); // as a shell tells it
            default -> new Seen(Way.DENIED, "ended with " + ran.code() + said(ran));
        };
    }

    private static String said(Ran ran) {
        return ran.lastLine().isEmpty() ? "" : ": " + Show.value(ran.lastLine());
    }
}
