package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.darsena.api.Errors;
import org.darsena.helper.testing.AgentMain;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.HelperProcess;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.PolicyKit1.AuthenticationAgent.Identity;
import org.freedesktop.PolicyKit1.Authority;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// With a password dialog: what it says, and what follows from what the person does. The session is a process of
/// Alice's own, since polkit looks at the process behind the connection.
@Tag("bus")
class PromptBusTest {
    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit("");
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    /// Alice at her desk.
    private static final class Session implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Session(String container) throws Exception {
            // her own view of the class path: root's folders are closed to her
            List<String> command = new ArrayList<>(List.of(
                    "setpriv",
                    "--reuid=" + TestBus.ALICE,
                    "--regid=" + TestBus.ALICE,
                    "--clear-groups",
                    "--inh-caps=+dac_read_search",
                    "--ambient-caps=+dac_read_search"));
            command.addAll(HelperProcess.java());
            command.addAll(
                    List.of(AgentMain.class.getName(), rig.bus().address(), container, String.valueOf(TestBus.ALICE)));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            Thread.ofVirtual().start(() -> {
                try (var out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    out.lines().forEach(lines::add);
                } catch (IOException | UncheckedIOException e) {
                    lines.add("broken " + e);
                }
            });
            assertEquals("ready", hear(""));
        }

        void say(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
        }

        /// The next line that begins so.
        String hear(String beginning) throws InterruptedException {
            for (int i = 0; i < 20; i++) {
                String line = lines.poll(20, TimeUnit.SECONDS);
                if (line == null) {
                    break;
                }
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
            throw new AssertionError("not heard: " + beginning + ", alive: " + process.isAlive());
        }

        @Override
        public void close() throws Exception {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theDialogNamesTheContainerAndWhatThePersonDoesIsToldApart() throws Exception {
        String id = rig.engine().add("web", TestBus.ALICE).id();
        try (Session session = new Session(id)) {
            session.say("start");
            String[] asked = session.hear("asked ").split("\\|");
            assertEquals("org.darsena.helper.container.start", asked[0]);
            assertEquals("Se necesita autenticación para iniciar el contenedor web", asked[1]);
            session.say("dismiss");
            assertEquals(Errors.DISMISSED, session.hear("completed"));

            session.say("start");
            String cookie = session.hear("asked ").split("\\|")[2];
            passwordIsRight(cookie);
            session.say("confirm");
            assertEquals("", session.hear("completed"));
            assertTrue(rig.engine().done().contains("start " + id));
        }
    }

    @Test
    void aWrongPasswordIsADenial() throws Exception {
        String id = rig.engine().add("wrong", TestBus.ALICE).id();
        try (Session session = new Session(id)) {
            session.say("start");
            session.hear("asked ");
            session.say("confirm");
            assertEquals(Errors.DENIED, session.hear("completed"));
            assertTrue(!rig.engine().done().contains("start " + id));
        }
    }

    @Test
    void cancellingTheJobOrLeavingTakesTheDialogAway() throws Exception {
        String id = rig.engine().add("leaving", TestBus.ALICE).id();
        try (Session session = new Session(id)) {
            session.say("start");
            String job = session.hear("job ");
            String cookie = session.hear("asked ").split("\\|")[2];
            session.say("cancel");
            session.say(job);
            assertEquals(cookie, session.hear("cancelled "));
            assertEquals(Errors.CANCELLED, session.hear("completed"));
            session.say("start");
            session.hear("asked ");
        }
        // gone with the dialog open: its job doesn't wait for an answer that nobody can give
        Await.until(
                Duration.ofSeconds(10),
                "end of the job",
                () -> Integer.valueOf(0).equals(rig.service().census().get("jobs")));
        assertTrue(!rig.engine().done().contains("start " + id));
    }

    /// What polkit's set-uid helper says once the password is right.
    private static void passwordIsRight(String cookie) {
        Client root = rig.root();
        root.object("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority", Authority.class)
                .AuthenticationAgentResponse2(
                        new UInt32(TestBus.ALICE),
                        cookie,
                        new Identity("unix-user", Map.of("uid", new Variant<>(new UInt32(0)))));
    }
}
