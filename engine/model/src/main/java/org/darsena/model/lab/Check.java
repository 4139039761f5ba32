package org.darsena.model.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that must, or must not, work once the lab runs.
///
/// @param name a line for people, unique in the lab
/// @param node where it is tried from
/// @param probe what is tried
/// @param expect whether it has to work
/// @param withinSeconds how long it may take to come true, 1–300; a `MUST_NOT` is tried once the `MUST`s hold
public record Check(String name, String node, Probe probe, Expect expect, int withinSeconds) {

    /// Whether the probe has to succeed.
    public enum Expect {
        MUST,
        MUST_NOT
    }

    /// What is tried, from inside the node.
    public sealed interface Probe {}

    /// A TCP connection.
    public record Tcp(String host, int port) implements Probe {}

    /// An HTTP GET; works when the status is 200–299 and, where `contains` is given, the body has it.
    public record Http(String url, @Nullable String contains) implements Probe {}

    /// An ICMP echo.
    public record Ping(String host) implements Probe {}

    /// `vtysh` counts OSPF neighbours in state Full.
    public record OspfFull(int neighbours) implements Probe {}

    /// A command; works when it ends with 0.
    public record Command(List<String> argv) implements Probe {
        public Command {
            argv = List.copyOf(argv);
        }
    }
}
