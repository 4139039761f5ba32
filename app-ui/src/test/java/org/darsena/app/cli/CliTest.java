package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ContainerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands print, and what they end with.
class CliTest {
    private final Bench bench = new Bench();

    @Test
    void listsContainers() {
        bench.helper.containers(6);
        assertEquals(Exit.OK, bench.run("ps"));
        assertEquals("""
                ID            NAME       STATE                            KIND         IMAGE  OWNER  CREATED
                5a0000000000  web        running                          system       host   ana    1 d ago
                5a0000001eef  postgres   running                          application  host   luis   1 d ago
                5a0000003dde  balancer   running                          application  host   eva    1 d ago
                5a0000005ccd  backend-a  running                          application  host   ana    1 d ago
                5a0000007bbc  backend-b  stopped (killed: out of memory)  system       host   luis   1 d ago
                5a0000009aab  build-ci   running                          application  host   eva    1 d ago
                """, bench.out());
        assertEquals("", bench.err());
    }

    @Test
    void listsContainersInSpanish() {
        bench.helper.containers(5);
        assertEquals(Exit.OK, bench.run("ps", "--lang", "es"));
        assertTrue(bench.out().startsWith("ID            NOMBRE     ESTADO"), bench.out());
        assertTrue(bench.out().contains("parado (terminado: sin memoria)"), bench.out());
    }

    @Test
    void languageOfTheEnvironment() {
        bench.env.put("LANG", "es_AR.UTF-8");
        assertEquals(Exit.FAILED, bench.run("start", "nosuch"));
        assertEquals(
                "darsena: No hay ningún contenedor «nosuch» entre los suyos; «darsena ps» los enumera.\n", bench.err());
    }

    @Test
    void listsForPrograms() throws Exception {
        bench.helper.containers(40);
        assertEquals(Exit.OK, bench.run("ps", "--json"));
        JsonNode list = new ObjectMapper().readTree(bench.out());
        List<ContainerView> all = bench.helper.containers();
        assertEquals(40, list.size());
        for (int i = 0; i < 40; i++) {
            ContainerView c = all.get(i);
            assertEquals(c.id(), list.get(i).path("id").asText());
            assertEquals(c.state().name(), list.get(i).path("state").asText());
            assertEquals(c.memoryLimit(), list.get(i).path("memoryLimit").asLong());
            assertEquals(c.labels().size(), list.get(i).path("labels").size());
        }
        assertEquals(Exit.OK, bench.run("ps", "-q", "-r"));
        assertEquals(
                all.stream()
                        .filter(c -> c.state() != ContainerState.STOPPED)
                        .map(ContainerView::id)
                        .toList(),
                bench.out().lines().toList());
    }

    @Test
    void verbsByNameIdAndBeginning() {
        bench.helper.containers(4);
        assertEquals(Exit.OK, bench.run("stop", "-t", "3", "web", "5a0000001eef", "5a0000003"));
        assertEquals(List.of("stop web", "stop postgres", "stop balancer"), bench.helper.asked());
        assertEquals(Exit.FAILED, bench.run("start", "5a", "web"));
        assertTrue(bench.err().contains("“5a” is the beginning or name of 4"), bench.err());
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthers() {
        bench.helper.containers(4);
        assertEquals(Exit.FAILED, bench.run("freeze", "nosuch", "web", "postgres"));
        assertEquals(List.of("freeze web", "freeze postgres"), bench.helper.asked());
        assertEquals(1, bench.err().lines().count());
        assertEquals(Exit.FAILED, bench.run("freeze", "web", "balancer"));
        assertEquals("darsena: web cannot be frozen while it is frozen.\n", bench.err());
        assertEquals(ContainerState.FROZEN, bench.helper.containers().get(2).state());
    }

    @ParameterizedTest
    @CsvSource({
        Errors.DENIED + ",4",
        Errors.NEEDS_AUTHENTICATION + ",4",
        Errors.DISMISSED + ",4",
        Errors.NO_AUTHORITY + ",4",
        Errors.KERNEL + ",1",
        Errors.BUSY + ",1",
        HelperException.BROKEN + ",1",
        HelperException.ABSENT + ",3"
    })
    void statusOfAFailure(String error, int status) {
        bench.helper.containers(1);
        bench.helper.fail(new HelperException(error, Map.of("name", "web", "call", "mount", "errno", "EBUSY")));
        assertEquals(status, bench.run("stop", "web"));
        assertEquals(1, bench.err().lines().count(), bench.err());
        assertFalse(bench.err().contains("?"), bench.err());
        assertEquals("", bench.out());
    }

    @Test
    void noHelper() {
        bench.absent = new HelperException(HelperException.ABSENT, Map.of("bus", "unix:path=/x"));
        assertEquals(Exit.ABSENT, bench.run("ps"));
        assertEquals("darsena: The helper is not running on unix:path=/x; packaging/run starts it.\n", bench.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pss",
                "ps --nosuch",
                "ps too much",
                "stop",
                "stop -t soon web",
                "kill",
                "logs",
                "lab",
                "lab upp",
                "lab exec one",
                "--lang fr ps",
                "create --memory lots box -- true",
                "create --cap-add nosuch box -- true",
                "create --network carrier-pigeon box -- true",
                "create --no-new-privs=perhaps box -- true",
                "create --file /a box -- true",
                "create --env =x box -- true",
                "create --user root box -- true",
                "create",
                "create box --memory 64m",
                "create a/b -- true",
                "create .. -- true",
                "create --spec /nonexistent/spec.json",
                "lab up /nonexistent/lab.json",
                "run --rm --detach box -- true",
                "image pull",
                "exec box"
            })
    void wrongUse(String words) {
        assertEquals(Exit.USAGE, bench.run(words.split(" ")), words);
        assertEquals(1, bench.err().lines().count(), bench.err());
        assertTrue(bench.err().startsWith("darsena: "), bench.err());
        assertFalse(bench.err().contains("Exception"), bench.err());
        assertEquals(List.of(), bench.helper.asked());
        assertEquals("", bench.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ps",
                "run",
                "create",
                "start",
                "stop",
                "restart",
                "kill",
                "freeze",
                "thaw",
                "rm",
                "exec",
                "logs",
                "stats",
                "inspect",
                "image",
                "doctor",
                "open",
                "lab",
                "lab up",
                "lab ls",
                "lab check",
                "lab exec",
                "lab down"
            })
    void helpInBothLanguages(String command) {
        for (String language : List.of("en", "es")) {
            String words = (command + " --help --lang " + language).strip();
            assertEquals(Exit.OK, bench.run(words.split(" ")), words);
            assertTrue(bench.out().startsWith(language.equals("en") ? "Usage: darsena" : "Uso: darsena"), bench.out());
            assertEquals("", bench.err());
            // each option and parameter has its words
            bench.out()
                    .lines()
                    .filter(l -> l.matches("\\s+(-\\w, )?--?\\S+$"))
                    .forEach(bare -> assertTrue(bare.length() > 28, "no words for " + bare.strip()));
        }
    }

    @Test
    void helpDoesNotLookForTheHelper() {
        bench.absent = new HelperException(HelperException.ABSENT, Map.of());
        assertEquals(Exit.OK, bench.run("lab", "up", "--help"));
        assertEquals(Exit.OK, bench.run("--version"));
    }

    @Test
    void whatBelongsToOthers() {
        bench.helper.containers(3);
        assertEquals(Exit.OK, bench.run("stop", "--others", "web"));
        assertEquals(List.of("others", "stop web"), bench.helper.asked());
        bench.helper.fail(new HelperException(Errors.DISMISSED, Map.of()));
        assertEquals(Exit.REFUSED, bench.run("--others", "ps"));
        assertEquals("darsena: The password dialog was put away; nothing was done.\n", bench.err());
    }

    @Test
    void window() {
        assertEquals(Exit.OK, bench.run());
        assertEquals(Exit.OK, bench.run("--lang", "es"));
        assertEquals(Exit.OK, bench.run("open", "dmz", "--bus", "unix:path=/b"));
        assertEquals(
                List.of("open --lang en", "open --lang es", "open --bus unix:path=/b --lang en --lab dmz"),
                bench.windows);
    }
}
