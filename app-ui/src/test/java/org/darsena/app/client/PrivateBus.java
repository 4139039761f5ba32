package org.darsena.app.client;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A dbus-daemon of the test's own.
final class PrivateBus implements AutoCloseable {
    private final Path socket;
    private final Path config;
    private Process daemon;

    PrivateBus(Path folder) throws IOException {
        this(folder, "");
    }

    /// @param policy more rules, which come last
    PrivateBus(Path folder, String policy) throws IOException {
        socket = folder.resolve("bus");
        config = folder.resolve("bus.conf");
        Files.writeString(config, """
                <busconfig>
                  <type>session</type>
                  <listen>unix:path=%s</listen>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                    %s
                  </policy>
                </busconfig>
                """.formatted(socket, policy));
        daemon = start();
    }

    BusAddress address() {
        return new BusAddress("unix:path=" + socket);
    }

    /// As if it crashed, and started again by whoever does that.
    void restart() throws IOException {
        stop();
        daemon = start();
    }

    void stop() {
        daemon.destroyForcibly();
        daemon.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Process start() throws IOException {
        Files.deleteIfExists(socket);
        Process started = new ProcessBuilder("dbus-daemon", "--config-file=" + config, "--nofork", "--nopidfile")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Eventually.true_("the bus listens", this::listens);
        return started;
    }

    private boolean listens() {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
