package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardObstacleTest {
    @Test
    void findsForwardChainsThatDropByDefault() {
        String listing = """
                table ip filter {
                \tchain INPUT {
                \t\ttype filter hook input priority filter; policy drop;
                \t}
                \tchain FORWARD {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                table inet mine {
                \tchain fwd {
                \t\ttype filter hook forward priority filter + 10; policy accept;
                \t}
                }
                table ip6 filter {
                \tchain FORWARD {
                \t\ttype filter hook forward priority filter; policy drop;
                \t}
                }
                table inet firewalld {
                \tchain f {
                \t\ttype filter hook forward priority 0; policy drop;
                \t}
                }
                """;
        assertEquals(
                List.of(new ForwardObstacle("ip", "filter", "FORWARD"), new ForwardObstacle("inet", "firewalld", "f")),
                ForwardObstacle.parse(listing));
        assertEquals(List.of(), ForwardObstacle.parse(""));
    }
}
