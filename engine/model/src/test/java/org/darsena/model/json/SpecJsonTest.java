package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Controls;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecJsonTest {
    private static final String SMALLEST = "{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[\"true\"]}}";

    /// A container in which nothing is default.
    static ContainerSpec unusual() {
        var env = new LinkedHashMap<String, String>();
        env.put("Z", "last letter first");
        env.put("A", "ñ \"quoted\" \\ \n");
        return new ContainerSpec(
                1,
                "db.1_x-y",
                ContainerSpec.Kind.SYSTEM,
                "debian-13",
                "data",
                new ProcessSpec(List.of("/sbin/init", "", "a b"), env, "/srv", 5, 6, true, false, "RTMIN+3", 0),
                EnumSet.of(
                        Namespace.MOUNT,
                        Namespace.UTS,
                        Namespace.TIME,
                        Namespace.USER,
                        Namespace.NET,
                        Namespace.CGROUP,
                        Namespace.PID),
                new Resources(
                        1L << 40,
                        0.25,
                        2L,
                        null,
                        new Controls(
                                5L << 20,
                                1L,
                                6L << 20,
                                "0,2-3",
                                "0",
                                10L,
                                List.of(new Controls.IoRate("8:0", 1L, null, 3L, null)),
                                Map.of("2MB", 4L << 20),
                                0xffff_ffffL,
                                Map.of("lan0", 7L),
                                List.of(
                                        DeviceRule.parse("b 8:* r").orElseThrow(),
                                        DeviceRule.parse("deny c 1:8 rwm").orElseThrow()),
                                true,
                                true)),
                new Security(
                        Set.of(Capability.NET_ADMIN, Capability.SYS_TIME),
                        Set.of(Capability.CHOWN),
                        Map.of(
                                CapabilitySet.AMBIENT, Set.of(Capability.SYS_TIME),
                                CapabilitySet.EFFECTIVE, Set.of()),
                        Set.of(SecureBit.NO_SETUID_FIXUP),
                        false,
                        Security.Seccomp.UNCONFINED,
                        Lsm.of(Lsm.AppArmor.REQUIRE)),
                List.of(
                        new NetworkSpec(
                                "lan0",
                                NetworkSpec.Type.BRIDGE,
                                "office",
                                List.of("10.0.0.2/24", "2001:db8::2/64"),
                                "02:00:00:00:00:01",
                                9000),
                        new NetworkSpec("p1", NetworkSpec.Type.PAIR, "other", List.of(), null, null)),
                List.of(new FileSpec("/etc/motd", "hi\n", "0600", "root:adm")),
                Map.of("net.ipv4.ip_forward", "1"),
                Map.of("team", "blue"),
                ContainerSpec.Root.READ_ONLY);
    }

    @Test
    void theSmallestSpecIsCompletedByDefaults() throws Exception {
        assertEquals(ContainerSpec.of("a", List.of("true")), SpecReader.read(SMALLEST));
    }

    @Test
    void aSystemsOwnInitGetsNoReaper() throws Exception {
        var spec = SpecReader.read(SMALLEST.replace("\"process\"", "\"kind\":\"system\",\"process\""));
        assertFalse(spec.process().reaper());
        assertTrue(spec.boots());
        assertEquals(Security.SYSTEM, spec.security());
    }

    @Test
    void aSystemNeedsNoMoreThanItsName() throws Exception {
        assertEquals(ContainerSpec.system("a"), SpecReader.read("{\"schema\":1,\"name\":\"a\",\"kind\":\"system\"}"));
        assertEquals(ContainerSpec.system("a"), SpecReader.read(SpecWriter.write(ContainerSpec.system("a"))));
    }

    @Test
    void aSystemBelowOurReaperIsAsItWas() throws Exception {
        var spec = SpecReader.read("{\"schema\":1,\"name\":\"a\",\"kind\":\"system\",\"process\":{\"reaper\":true,"
                + "\"argv\":[\"sleep\",\"1\"]}}");
        assertFalse(spec.boots());
        assertEquals(ProcessSpec.of(List.of("sleep", "1")), spec.process());
        assertEquals(Security.DEFAULT, spec.security());
        assertEquals(ContainerSpec.Root.WRITABLE, spec.root());
    }

    @Test
    void writtenAndReadItIsTheSame() throws Exception {
        var plain = ContainerSpec.of("a", List.of("sh", "-c", "exit 3"));
        var rules = new Landlock(
                Lsm.Need.PREFER,
                List.of("/usr"),
                List.of(),
                null,
                List.of(80, 443),
                null,
                Set.of(Landlock.Scope.SIGNAL));
        var held = plain.with(c -> c.security = Security.DEFAULT.withLsm(Lsm.of(rules)));
        for (var spec : List.of(unusual(), plain, held)) {
            assertEquals(spec, SpecReader.read(SpecWriter.write(spec)));
        }
        var again = SpecReader.read(SpecWriter.write(unusual()));
        assertEquals(List.of("Z", "A"), List.copyOf(again.process().env().keySet()), "order of the environment");
        assertEquals(SpecWriter.write(unusual()), SpecWriter.write(again));
    }

    @Test
    void aProcessCrossesByItself() throws Exception {
        assertEquals(
                unusual().process(),
                ProcessReader.read(SpecWriter.write(unusual().process())));
        assertEquals(ProcessSpec.of(List.of("id")), ProcessReader.read("{\"argv\":[\"id\"]}"));
        assertEquals(
                List.of(Problem.error("json.missing", "/argv", "argv")),
                ProcessReader.check("{}").problems());
    }

    @ParameterizedTest
    @CsvSource({
        "268435456, 268435456",
        "'\"256M\"', 268435456",
        "'\"256MiB\"', 268435456",
        "'\"256 MB\"', 268435456",
        "'\"1.5G\"', 1610612736",
        "'\"8192k\"', 8388608",
        "'\"8388608\"', 8388608",
    })
    void memoryIsANumberOrAWord(String written, long bytes) throws Exception {
        var spec = SpecReader.read(with("\"resources\":{\"memory\":" + written + "}"));
        assertEquals(new Resources(bytes, 1.0, null, 256L), spec.resources());
    }

    @Test
    void aLimitThatIsNullIsLifted() throws Exception {
        var spec = SpecReader.read(with("\"resources\":{\"memory\":null,\"cpus\":null,\"pids\":null}"));
        assertEquals(Resources.UNLIMITED, spec.resources());
    }

    /// Only limits may be lifted: elsewhere null is no number, and no word either.
    @ParameterizedTest
    @ValueSource(strings = {"uid", "gid", "stopSeconds", "terminal", "cwd", "stopSignal", "env", "argv"})
    void otherNullsAreRefused(String key) {
        String process = "{" + (key.equals("argv") ? "" : "\"argv\":[\"true\"],") + "\"" + key + "\":null}";
        assertEquals(
                List.of("/" + key + " json.type"),
                ProcessReader.check(process).problems().stream()
                        .filter(p -> p.rule().startsWith("json."))
                        .map(p -> p.place() + " " + p.rule())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"lots\"", "\"-1M\"", "\"1e9\"", "\"9999999999T\"", "1.5", "true", "[]", "99999999999999999999"
            })
    void otherMemoryIsRefused(String written) {
        var problem = only(with("\"resources\":{\"memory\":" + written + "}"));
        assertEquals("json.type", problem.rule());
        assertEquals("/resources/memory", problem.place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"net_admin", "NET_ADMIN", "CAP_NET_ADMIN", "cap_net_admin"})
    void capabilitiesAreSpeltAsPeopleDo(String word) throws Exception {
        var spec = SpecReader.read(with("\"security\":{\"capAdd\":[\"" + word + "\"]}"));
        assertEquals(Set.of(Capability.NET_ADMIN), spec.security().capAdd());
    }

    @Test
    void droppingAllLeavesWhatIsAdded() throws Exception {
        var spec = SpecReader.read(with("\"security\":{\"capDrop\":[\"ALL\"],\"capAdd\":[\"kill\"]}"));
        assertEquals(Set.of(Capability.KILL), spec.security().capabilities());
    }

    @Test
    void everyViolationIsReportedAtOnce() {
        var reading = SpecReader.check("""
            {"schema": 1, "name": 7, "kind": "vm", "colour": "blue", "a/b~c": 1,
             "process": {"argv": ["ok", 3, null], "uid": "root", "envy": {}},
             "security": {"capAdd": ["net_admin", "fly", 1]},
             "networks": [{"type": "nat"}, "eth1"], "hostname": [], "labels": {"a": 1},
             "name": "again"}
            """);
        assertNull(reading.value());
        assertEquals(
                Set.of(
                        "json.duplicate-key /name",
                        "json.type /name",
                        "json.choice /kind",
                        "json.unknown-key /colour",
                        "json.unknown-key /a~1b~0c",
                        "json.type /process/argv/1",
                        "json.type /process/argv/2",
                        "json.type /process/uid",
                        "json.unknown-key /process/envy",
                        "caps.unknown /security/capAdd/1",
                        "json.type /security/capAdd/2",
                        "json.missing /networks/0/name",
                        "json.type /networks/1",
                        "json.type /hostname",
                        "json.type /labels/a"),
                Set.copyOf(reading.problems().stream()
                        .map(p -> p.rule() + " " + p.place())
                        .toList()));
        assertEquals(15, reading.problems().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":1,,}|1",
                "{\"schema\":1|1",
                "{'a':1}|1",
                "{\"schema\":1,\"name\":NaN}|1",
                "{\"a\":01}|1",
                "{\"a\":\"\\q\"}|1",
                "// x|1"
            })
    void wrongSyntaxSaysWhere(String json, int line) {
        var problem = only(json);
        assertEquals("json.syntax", problem.rule());
        assertEquals(String.valueOf(line), problem.args().getFirst());
        assertTrue(Integer.parseInt(problem.args().get(1)) > 0);
    }

    @Test
    void wrongSyntaxOnALaterLineSaysWhichAndWhere() {
        assertEquals(
                List.of("3", "1"),
                only("{\"schema\": 1,\n \"name\": \"a\",\n]}").args().subList(0, 2));
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        assertEquals("json.trailing", only(SMALLEST + " {}").rule());
        assertEquals("json.syntax", only(SMALLEST + " garbage").rule());
        assertTrue(SpecReader.check(SMALLEST + " \n").ok());
    }

    @Test
    void tooDeepAndTooLargeAreRefusedQuickly() {
        for (int depth : new int[] {16, 100_000}) {
            var problems = SpecReader.check(with("\"labels\":" + "[".repeat(depth) + "]".repeat(depth)))
                    .problems();
            assertTrue(problems.contains(Problem.error("json.too-deep", "/labels" + "/0".repeat(15), 16)));
        }
        assertEquals(
                "json.type",
                only(with("\"labels\":" + "[".repeat(15) + "]".repeat(15))).rule());
        var large = with("\"labels\":{\"a\":\"" + "x".repeat(Entry.MAX_LENGTH) + "\"}");
        assertEquals("json.too-large", only(large).rule());
        assertEquals("json.too-large", only("1".repeat(10_000)).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void nothingIsNoDocument(String json) {
        assertEquals("json.empty", only(json).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "3"})
    void onlyAnObjectIsADocument(String json) {
        assertEquals("json.type", only(json).rule());
    }

    @Test
    void bytesMustBeUtf8() {
        assertEquals(
                "json.encoding",
                SpecReader.check(new byte[] {(byte) 0xff, 0})
                        .problems()
                        .getFirst()
                        .rule());
        assertTrue(SpecReader.check(SMALLEST.getBytes(StandardCharsets.UTF_8)).ok());
        assertFalse(
                SpecReader.check(SMALLEST.getBytes(StandardCharsets.UTF_16LE)).ok());
    }

    private static String with(String more) {
        return SMALLEST.substring(0, SMALLEST.length() - 1) + "," + more + "}";
    }

    private static Problem only(String json) {
        var reading = SpecReader.check(json);
        assertEquals(1, reading.problems().size(), () -> reading.problems().toString());
        assertNull(reading.value());
        return reading.problems().getFirst();
    }
}
