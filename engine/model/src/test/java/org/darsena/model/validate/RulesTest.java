package org.darsena.model.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.darsena.model.Docs;
import org.darsena.model.Problem;
import org.darsena.model.Rules;
import org.darsena.model.json.BundleReader;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.SpecReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    static Stream<RuleCase> cases() {
        return Stream.of(
                        FormCases.ALL,
                        ContainerCases.ALL,
                        SeccompCases.ALL,
                        LabCases.ALL,
                        RoutingCases.ALL,
                        BundleCases.ALL)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void firesAtItsPlaceAndNothingElseDoes(RuleCase c) {
        var found = c.problems(c.bad());
        assertEquals(
                List.of(c.rule() + " " + c.place()),
                found.stream().map(p -> p.rule() + " " + p.place()).toList(),
                () -> c.bad() + "\n" + found);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysQuietWhereAllIsWell(RuleCase c) {
        assertEquals(List.of(), c.problems(c.good()), c.good());
    }

    @Test
    void everyRuleHasACase() {
        // bytes that are no text, and what is too deep to be anything: SpecJsonTest; what comes with another:
        // DangerTest
        Set<String> tried = new TreeSet<>(Set.of("json.encoding", "json.too-deep", "caps.dangerous"));
        // what a machine lacks: MachineChecksTest, LimitsTest
        tried.addAll(Set.of("limit.controller", "limit.file", "limit.version", "cpuset.outside", "io.no-device"));
        // what a running container does not let be changed: UpdateKernelTest
        tried.addAll(Set.of("memory.in-use", "delegate.running"));
        tried.addAll(Set.of("seccomp.needs", "seccomp.too-long")); // the engine's: SeccompKernelTest
        tried.add("seccomp.learn-user"); // never alone: SeccompJsonTest
        tried.addAll(Set.of("mount.idmap-user", "mount.bundle")); // MountsJsonTest
        tried.add("ns.pid-off"); // never alone: NamespacesJsonTest
        cases().forEach(c -> tried.add(c.rule()));
        assertEquals(Rules.ALL.keySet(), tried);
    }

    @Test
    void theDocumentsTheCasesStartFromAreGood() {
        assertEquals(List.of(), SpecReader.check(Docs.SPEC).problems());
        assertEquals(List.of(), LabReader.check(Docs.LAB).problems());
        assertEquals(List.of(), BundleReader.check(Docs.BUNDLE, "b").problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "../../etc", "a\nb", "a\0b", "", "-x", ".x", "a b", "ñ", "\u202ea"})
    void aWrongNameGetsOneClearProblem(String name) {
        for (var problems : List.of(
                SpecReader.check(Docs.with(Docs.SPEC, "/name", Docs.quoted(name)))
                        .problems(),
                LabReader.check(Docs.with(Docs.LAB, "/name", Docs.quoted(name))).problems(),
                LabReader.check(Docs.with(Docs.LAB, "/nodes/-", "{\"name\":" + Docs.quoted(name) + "}"))
                        .problems(),
                LabReader.check(Docs.with(Docs.LAB, "/links/0/a/iface", Docs.quoted(name)))
                        .problems())) {
            assertEquals(1, problems.size(), problems::toString);
            assertTrue(problems.getFirst().rule().matches("name\\.(pattern|length)|iface\\.name"), problems::toString);
            assertTrue(problems.getFirst().args().getFirst().chars().noneMatch(ch -> ch < ' '), problems::toString);
        }
    }

    @Test
    void aNameOf300CharactersIsTooLongAndShownShort() {
        var problems = SpecReader.check(Docs.with(Docs.SPEC, "/name", Docs.quoted("x".repeat(300))))
                .problems();
        assertEquals("name.length", problems.getFirst().rule());
        assertEquals(
                List.of("x".repeat(60) + "…", "1", "63"), problems.getFirst().args());
        assertEquals(1, problems.size());
    }

    @Test
    void aWrongTypeIsNotBlamedTwice() {
        var problems = SpecReader.check(Docs.with(Docs.SPEC, "/process/argv", "7", "/name", "null"))
                .problems();
        assertEquals(
                List.of("json.type", "json.type"),
                problems.stream().map(Problem::rule).toList());
    }

    @Test
    void afterAnItemThatIsNoneTheOthersKeepTheirPlaces() {
        var problems = LabReader.check(Docs.with(
                        Docs.LAB,
                        "/nodes/0",
                        "7",
                        "/nodes/3/name",
                        "\"B\"",
                        "/zones/0/nodes/0",
                        "[]",
                        "/links/0/a/node",
                        "\"r\""))
                .problems();
        assertEquals(
                List.of("json.type /nodes/0", "json.type /zones/0/nodes/0", "name.pattern /nodes/3/name"),
                problems.stream().map(p -> p.rule() + " " + p.place()).limit(3).toList());
    }

    @Test
    void severalThingsWrongAreAllReported() {
        var problems = SpecReader.check(Docs.with(
                        Docs.SPEC,
                        "/name",
                        "\"a/b\"",
                        "/process/argv",
                        "[]",
                        "/resources",
                        "{\"memory\": 1, \"cpus\": 0, \"pids\": 0}"))
                .problems();
        assertEquals(
                List.of("name.pattern", "argv.empty", "memory.range", "cpus.range", "pids.range"),
                problems.stream().map(Problem::rule).toList());
    }

    @Test
    void aProblemOfAnUnlistedRuleCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> Problem.error("no.such", "", 1));
        assertThrows(IllegalArgumentException.class, () -> Problem.warning("argv.empty", "", "too many"));
    }

    @Test
    void labNamesGivenApartAreChecked() {
        assertEquals(List.of(), LabRules.checkName("dmz"));
        assertEquals("name.pattern", LabRules.checkName("a/b").getFirst().rule());
        assertEquals(
                "name.length", LabRules.checkName("x".repeat(31)).getFirst().rule());
    }
}
