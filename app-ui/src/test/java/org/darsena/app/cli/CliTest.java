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
import org.darsena.app.client.Eventually;
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
                ID            NAME       STATE                            KIND         IMAGE  OWNER  CREATED  ADDRESSES
                5a0000000000  web        running                          system       host   ana    1 d ago  10.213.0.2
                5a0000001eef  postgres   running                          application  host   luis   1 d ago  10.213.0.3
                5a0000003dde  balancer   running                          application  host   eva    1 d ago  10.213.0.4
                5a0000005ccd  backend-a  running                          application  host   ana    1 d ago  10.213.0.5
                5a0000007bbc  backend-b  stopped (killed: out of memory)  system       host   luis   1 d ago  10.213.0.6
                5a0000009aab  build-ci   running                          application  host   eva    1 d ago  10.213.0.7
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

    /// What was asked for may come from anybody's script: it does nothing to the terminal that it is quoted on.
    @Test
    void aQuotedNameIsOnlyShown() {
        assertEquals(Exit.FAILED, bench.run("start", "we\u001b[2Jb\ndarsena: done\u0007"));
        assertEquals(
                "darsena: There is no container “we\\u001b[2Jb\\ndarsena: done\\u0007” among yours; “darsena ps” lists"
                        + " them.\n",
                bench.err());
        bench.run("lab", "up", "la\u001b[2Jb");
        assertFalse(bench.err().contains("\u001b"), bench.err());
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
            assertEquals(
                    c.state().name().toLowerCase(java.util.Locale.ROOT),
                    list.get(i).path("state").asText());
            assertEquals(
                    c.addresses().getFirst(),
                    list.get(i).path("addresses").path(0).asText());
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
                "verify",
                "seccomp",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strat|There is no command “strat”; did you mean start? See “darsena --help”.",
                "strat --help|There is no command “strat”; did you mean start? See “darsena --help”.",
                "lab chek --help|There is no command “chek”; did you mean check? See “darsena lab --help”.",
                "xyzzy|There is no command “xyzzy”. See “darsena --help”.",
                "create|NAME is missing. See “darsena create --help”.",
                "create box|PROGRAM is missing. See “darsena create --help”.",
                "create -m 1k box true|--memory: A memory limit of 1 KiB is out of range: 4 MiB to 1024 TiB.",
                "create -m lots box true|“lots” is no value for --memory. It wants a size such as 512m or 1.5g, or none.",
                "create --cap-add X box true|“X” is no value for --cap-add. It wants capabilities such as NET_ADMIN or"
                        + " NET_ADMIN,SYS_TIME.",
                "create --cpus x box true|“x” is no value for --cpus. It wants a number such as 0.5 or 2, or none.",
                "lab up nolab|There is no file nolab, and no shipped lab of that name; there are: dmz.",
                "open nolab.json|There is no file nolab.json."
            })
    void saysWhatToType(String words, String sentence) {
        assertEquals(Exit.USAGE, bench.run(words.split(" ")));
        assertEquals("darsena: " + sentence + "\n", bench.err());
        assertEquals(List.of(), bench.windows);
    }

    @Test
    void hintsNameWhatThePersonTypes() {
        bench.env.put("DARSENA_COMMAND", "packaging/run");
        assertEquals(Exit.FAILED, bench.run("start", "nosuch"));
        assertTrue(bench.err().contains("“packaging/run ps” lists them"), bench.err());
    }

    @Test
    void figuresOfWhatDoesNotRun() {
        bench.helper.containers(5);
        assertEquals(Exit.FAILED, bench.run("stats", "backend-b"));
        assertEquals("darsena: backend-b is not running.\n", bench.err());
        assertEquals("", bench.out());
    }

    @Test
    void figuresHaveOneHeadAndEndWithTheContainer() throws Exception {
        bench.helper.containers(1);
        var status = Bench.aside(() -> bench.run("stats", "web"));
        Eventually.true_("two rows", () -> {
            bench.helper.tick();
            return bench.out().lines().filter(l -> l.contains("web")).count() >= 2;
        });
        assertEquals(1, bench.out().lines().filter(l -> l.contains("CPU")).count(), bench.out());
        bench.helper.ended(bench.helper.containers().getFirst().id(), 0, "");
        Eventually.true_("it ends", () -> {
            bench.helper.tick();
            return status.isDone();
        });
        assertEquals(Exit.OK, status.get());
    }

    @Test
    void newNetworkIsTold() {
        assertEquals(Exit.OK, bench.run("create", "--network", "bridge:office", "a", "--", "true"));
        assertEquals("darsena: The network office is new: none of your other containers is on it.\n", bench.err());
        String id = bench.helper.containers().getFirst().id();
        bench.helper.inspection(id, "{\"spec\":{\"networks\":[{\"network\":\"office\"}]}}");
        assertEquals(Exit.OK, bench.run("create", "--network", "bridge:office", "b", "--", "true"));
        assertEquals("", bench.err());
    }

    @Test
    void execWhereNothingRuns() {
        bench.helper.containers(1);
        bench.helper.fail(new HelperException(Errors.STATE, Map.of("name", "web", "state", "STOPPED", "verb", "EXEC")));
        assertEquals(Exit.FAILED, bench.run("exec", "web", "true"));
        assertEquals("darsena: web is not running; “darsena start web” starts it.\n", bench.err());
    }

    @Test
    void windowOnAFile(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        var file = folder.resolve("lab.json");
        java.nio.file.Files.writeString(
                file,
                org.darsena.model.json.ShippedLabs.text("dmz")
                        .replaceFirst("\"name\": *\"dmz\"", "\"name\": \"other\""));
        for (String word : List.of(file.toString(), folder.toString())) {
            bench.run("open", word);
            assertTrue(bench.windows.getLast().contains("--lab-file " + file + " --lab "), bench.err());
        }
        bench.windows.clear();
        assertEquals(Exit.FAILED, bench.run("open", "nolab"));
        assertEquals(1, bench.err().lines().count());
        java.nio.file.Files.delete(file);
        assertEquals(Exit.USAGE, bench.run("open", folder.toString()));
        assertEquals("darsena: The folder " + folder + " has no lab.json.\n", bench.err());
        assertEquals(List.of(), bench.windows);
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
