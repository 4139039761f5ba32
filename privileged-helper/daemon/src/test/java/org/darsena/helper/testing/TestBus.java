package org.darsena.helper.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A bus like the system's, with our own bus and polkit files and a real polkitd, in a mount namespace of their own:
/// the users in it exist nowhere else, and no file of the machine is changed.
///
/// Needs root, dbus-daemon and polkitd. Its processes end with [#close].
public final class TestBus implements AutoCloseable {
    public static final int ALICE = 61001;
    public static final int BOB = 61002;

    private static final Path POLKITD = Stream.of("/usr/lib/polkit-1/polkitd", "/usr/libexec/polkitd")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/usr/lib/polkit-1/polkitd"));

    private final Path folder;
    private final Process bus;
    private final Process polkitd;

    private TestBus(Path folder, Process bus, Process polkitd) {
        this.folder = folder;
        this.bus = bus;
        this.polkitd = polkitd;
    }

    static boolean hasPolkit() {
        return Files.isExecutable(POLKITD);
    }

    /// The checkout's packaging folder.
    public static Path packaging() {
        return Path.of("").toAbsolutePath().resolve("../../packaging").normalize();
    }

    /// @param rules a polkit rules file (JavaScript), beside the one that makes root the administrator
    public static TestBus start(String rules) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("darsena-bus");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String sub : List.of("actions", "rules", "none")) {
            Files.createDirectory(folder.resolve(sub));
        }
        Files.copy(
                packaging().resolve("polkit/org.darsena.helper.policy"),
                folder.resolve("actions/org.darsena.helper.policy"));
        Files.writeString(folder.resolve("rules/10-test.rules"), """
                polkit.addAdminRule(function(action, subject) { return ["unix-user:0"]; });
                """ + rules);
        Files.writeString(folder.resolve("bus.conf"), config(folder));
        Files.writeString(folder.resolve("users"), """
                daralice:x:%d:%d::/:/bin/sh
                darbob:x:%d:%d::/:/bin/sh
                """.formatted(ALICE, ALICE, BOB, BOB));
        Process bus = launch(
                folder,
                "bus",
                "exec dbus-daemon --config-file=" + folder + "/bus.conf --nofork --nopidfile --nosyslog");
        Await.until(Duration.ofSeconds(10), "the bus's socket", () -> Files.exists(folder.resolve("bus")));
        Process polkitd = launch(folder, "polkitd", "exec " + POLKITD);
        TestBus made = new TestBus(folder, bus, polkitd);
        try (Client root = Client.connect(made.address(), 0)) {
            Await.until(
                    Duration.ofSeconds(10),
                    "polkitd on the bus, see " + folder,
                    () -> root.bus().NameHasOwner("org.freedesktop.PolicyKit1"));
        }
        return made;
    }

    /// Our bus.conf is read as it will be installed, under the policy of Debian's system.conf.
    private static String config(Path folder) {
        return """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <type>system</type>
                  <auth>EXTERNAL</auth>
                  <listen>unix:path=%s/bus</listen>
                  <policy context="default">
                    <allow user="*"/>
                    <deny own="*"/>
                    <deny send_type="method_call"/>
                    <allow send_type="signal"/>
                    <allow send_requested_reply="true" send_type="method_return"/>
                    <allow send_requested_reply="true" send_type="error"/>
                    <allow receive_type="method_call"/>
                    <allow receive_type="method_return"/>
                    <allow receive_type="error"/>
                    <allow receive_type="signal"/>
                    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/>
                  </policy>
                  <include>/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf</include>
                  <include>%s/dbus/org.darsena.Helper1.conf</include>
                </busconfig>
                """.formatted(folder, packaging());
    }

    private static Process launch(Path folder, String name, String command) throws IOException {
        String script = """
                set -e
                mount --make-rprivate /
                cat /etc/passwd %1$s/users > %1$s/passwd.%2$s
                mount --bind %1$s/passwd.%2$s /etc/passwd
                mount --bind %1$s/actions /usr/share/polkit-1/actions
                mount --bind %1$s/none /usr/share/polkit-1/rules.d
                mount --bind %1$s/rules /etc/polkit-1/rules.d
                %3$s
                """.formatted(folder, name, command);
        ProcessBuilder builder = new ProcessBuilder("unshare", "--mount", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder + "/bus");
        return builder.start();
    }

    public String address() {
        return "unix:path=" + folder + "/bus";
    }

    /// A folder for whatever a test keeps.
    public Path folder() {
        return folder;
    }

    /// polkit is gone from now on.
    public void killPolkit() throws InterruptedException {
        polkitd.destroyForcibly().waitFor();
    }

    /// The bus is gone from now on.
    public void killBus() throws InterruptedException {
        bus.destroyForcibly().waitFor();
    }

    /// polkit answers nobody until it is let go on.
    public void holdPolkit(boolean hold) throws IOException, InterruptedException {
        new ProcessBuilder("kill", hold ? "-STOP" : "-CONT", String.valueOf(polkitd.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        polkitd.destroyForcibly().waitFor();
        bus.destroyForcibly().waitFor();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
