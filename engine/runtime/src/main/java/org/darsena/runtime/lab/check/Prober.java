package org.darsena.runtime.lab.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.darsena.model.Show;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.Check.Probe;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.lab.check.Seen.Way;
import org.darsena.runtime.net.NetNs;
import org.jspecify.annotations.Nullable;

/// Makes one attempt of a probe. Any thread; blocks for seconds at most.
final class Prober {
    /// What is refused on purpose must have had its chance.
    static final Duration PATIENT = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CONTROL = Duration.ofSeconds(1);

    private final Site site;
    private final TcpProbe tcp;
    private final ExecProbes exec;

    Prober(Site site) {
        this.site = site;
        tcp = new TcpProbe(site);
        exec = new ExecProbes(site);
    }

    /// @param connect how long a connection may take to come about
    Seen attempt(Check check, Duration connect) {
        ContainerInfo node = site.running(check.node());
        if (node == null) {
            return Seen.impossible(check.node() + " does not run");
        }
        try {
            return attempt(node, check.probe(), connect);
        } catch (EngineException e) {
            return Seen.impossible(words(e));
        } catch (IOException e) {
            return Seen.impossible(String.valueOf(e.getMessage()));
        }
    }

    /// Why a check cannot be tried at all: what stands at one of its ends does not run; null: it can be tried.
    @Nullable
    String stopped(Check check) {
        String host = switch (check.probe()) {
            case Check.Tcp(String to, int _) -> to;
            case Check.Http(String url, var _) -> host(URI.create(url));
            case Check.Ping(String to) -> to;
            case Check.OspfFull _, Check.Command _ -> null;
        };
        InetAddress to = host == null ? null : site.resolve(host).orElse(null);
        String owner = to == null ? null : site.owner(to).orElse(null);
        if (site.running(check.node()) == null) {
            return check.node() + " does not run";
        }
        return owner == null || site.running(owner) != null ? null : owner + " does not run";
    }

    private Seen attempt(ContainerInfo node, Probe probe, Duration connect) throws EngineException, IOException {
        return switch (probe) {
            case Check.Tcp(String host, int port) -> {
                InetAddress to = site.resolve(host).orElse(null);
                yield to == null ? unknown(host) : connect(node, to, port, connect);
            }
            case Check.Http(String url, String contains) -> http(node, URI.create(url), contains, connect);
            case Check.Ping(String host) -> {
                InetAddress to = site.resolve(host).orElse(null);
                yield to == null ? unknown(host) : exec.ping(node, to);
            }
            case Check.OspfFull(int neighbours) -> exec.ospf(node, neighbours);
            case Check.Command(var argv) -> exec.command(node, argv);
        };
    }

    private static Seen unknown(String host) {
        return Seen.impossible("the lab has no host " + Show.value(host));
    }

    private Seen connect(ContainerInfo from, InetAddress to, int port, Duration limit)
            throws EngineException, IOException {
        try (NetNs network = site.network(from)) {
            return tcp.connect(network, to, port, limit);
        }
    }

    private Seen http(ContainerInfo from, URI uri, @Nullable String contains, Duration connect)
            throws EngineException, IOException {
        InetAddress to = site.resolve(host(uri)).orElse(null);
        if (to == null) {
            return unknown(host(uri));
        }
        HttpProbe http = new HttpProbe(uri, contains, ANSWER);
        try (NetNs network = site.network(from)) {
            return tcp.talk(network, to, HttpProbe.port(uri), connect, http::get);
        }
    }

    private static String host(URI uri) {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    /// Whether what a probe did not reach is there at all, tried from the target itself; null: it is, or nobody of the
    /// lab's knows. A text says why the probe's failure proves nothing.
    @Nullable
    String excuse(Probe probe) {
        return switch (probe) {
            case Check.Tcp(String host, int port) -> silentService(host, port);
            case Check.Http(String url, var _) -> {
                URI uri = URI.create(url);
                yield silentService(host(uri), HttpProbe.port(uri));
            }
            case Check.Ping(String host) -> silentHost(host);
            case Check.OspfFull _, Check.Command _ -> null;
        };
    }

    private @Nullable String silentService(String host, int port) {
        InetAddress to = site.resolve(host).orElse(null);
        String owner = to == null ? null : site.owner(to).orElse(null);
        if (to == null || owner == null) {
            return null;
        }
        ContainerInfo node = site.running(owner);
        if (node == null) {
            return owner + " does not run";
        }
        try {
            Seen there = connect(node, to, port, CONTROL);
            return there.works() ? null : "nothing answers at port " + port + " on " + owner + " itself";
        } catch (EngineException | IOException e) {
            return owner + " cannot be asked: " + e.getMessage();
        }
    }

    private @Nullable String silentHost(String host) {
        InetAddress to = site.resolve(host).orElse(null);
        String owner = to == null ? null : site.owner(to).orElse(null);
        if (to == null || owner == null) {
            return null;
        }
        ContainerInfo node = site.running(owner);
        if (node == null) {
            return owner + " does not run";
        }
        try {
            return exec.ping(node, to).way() == Way.WORKS ? null : owner + " does not answer itself";
        } catch (EngineException e) {
            return owner + " cannot be asked: " + words(e);
        }
    }

    private static String words(EngineException e) {
        if ("execve".equals(e.args().get("call"))) {
            return e.args().getOrDefault("path", "the command") + ": "
                    + e.args().get("errno");
        }
        return e.args().getOrDefault("detail", String.valueOf(e.getMessage()));
    }
}
