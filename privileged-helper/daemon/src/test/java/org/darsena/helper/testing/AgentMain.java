package org.darsena.helper.testing;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.darsena.api.Container;
import org.darsena.api.Job;
import org.darsena.api.Names;
import org.freedesktop.PolicyKit1.AuthenticationAgent;
import org.freedesktop.PolicyKit1.Authority;
import org.freedesktop.PolicyKit1.Error;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/// A user's session in one process of that user's: a program that starts a container, and the agent that shows the
/// password dialog. Told by its input what the person does, tells by its output what it sees.
///
/// Arguments: bus address, container id. Says `asked ACTION|MESSAGE|COOKIE`, `cancelled COOKIE`,
/// `completed ERROR`. Hears `dismiss`, `confirm` (once the password was found right) and `start`.
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) throws Exception {
        DBusConnection connection =
                DBusConnectionBuilder.forAddress(args[0]).withShared(false).build();
        BlockingQueue<String> person = new ArrayBlockingQueue<>(10);
        connection.exportObject("/agent", new Dialog(person));
        connection
                .getRemoteObject("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority", Authority.class)
                .RegisterAuthenticationAgent(
                        new Authority.Subject(
                                "unix-process",
                                Map.of(
                                        "pid",
                                                new Variant<>(new UInt32(
                                                        ProcessHandle.current().pid())),
                                        "start-time", new Variant<>(new UInt64(startTime())),
                                        "uid", new Variant<>(Integer.parseInt(args[2])))),
                        "es_ES.UTF-8",
                        "/agent");
        connection.addSigHandler(Job.Completed.class, done -> say("completed " + done.error));
        Container container = connection.getRemoteObject(Names.BUS, Names.CONTAINERS + args[1], Container.class);
        say("ready");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "start" -> say("job " + container.Start(Map.of()).getPath());
                case "cancel" ->
                    connection
                            .getRemoteObject(Names.BUS, in.readLine(), Job.class)
                            .Cancel();
                default -> person.put(line);
            }
        }
        System.exit(0);
    }

    private static long startTime() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /// The dialog on the screen.
    private record Dialog(BlockingQueue<String> person) implements AuthenticationAgent {
        @Override
        public void BeginAuthentication(
                String action,
                String message,
                String icon,
                Map<String, String> details,
                String cookie,
                List<Identity> identities) {
            say("asked " + action + "|" + message + "|" + cookie);
            try {
                if (person.take().equals("dismiss")) {
                    throw new Error.Cancelled("put away");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void CancelAuthentication(String cookie) {
            say("cancelled " + cookie);
            person.add("dismiss");
        }

        @Override
        public String getObjectPath() {
            return "/agent";
        }
    }
}
