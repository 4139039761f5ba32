package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.darsena.model.container.Namespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That it is the step of the plan which defends, and nothing else: with the step the question is answered one way,
/// without
/// it another. Files are opened and not written.
@Tag("kernel")
class TakenAwayTest extends StageTest {
    private static final Set<Namespace> ALL = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
    private static final Set<Namespace> NO_USER = without(Namespace.USER);
    private static final String DESCRIPTOR = "[3-9]";

    /// @param own its namespaces
    /// @param filtered whether it has the default filter
    /// @param question what is run inside
    /// @param held what comes of it, a pattern
    /// @param step gives a step without its defence; null: without it altogether
    /// @param missed what comes of it then
    record Case(
            String defence,
            Set<Namespace> own,
            boolean filtered,
            List<String> question,
            String held,
            UnaryOperator<StageOp> step,
            String missed) {
        @Override
        public String toString() {
            return defence;
        }
    }

    private static Set<Namespace> without(Namespace namespace) {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(namespace);
        return own;
    }

    private static Case plain(
            String defence,
            Set<Namespace> own,
            String held,
            UnaryOperator<StageOp> step,
            String missed,
            String... question) {
        return new Case(defence, own, false, List.of(question), held, step, missed);
    }

    @SuppressWarnings("NullAway") // no step at all
    private static UnaryOperator<StageOp> no(Predicate<StageOp> which) {
        return op -> which.test(op) ? null : op;
    }

    private static UnaryOperator<StageOp> noMount(String at) {
        return no(op -> op instanceof StageOp.Attach a && a.path().equals(at));
    }

    static Stream<Case> cases() {
        return Stream.of(
                plain(
                        "mask of a file",
                        ALL,
                        "0",
                        noMount("interrupts"),
                        "[1-9][0-9]*",
                        "/probe",
                        "read-size",
                        "/proc/interrupts"),
                plain(
                        "mask of a file, for the machine's root",
                        NO_USER,
                        "0",
                        noMount("timer_list"),
                        "[1-9][0-9]*",
                        "/probe",
                        "read-size",
                        "/proc/timer_list"),
                plain("mask of a folder", ALL, "", noMount("firmware"), "(?s).+", "ls", "-A", "/sys/firmware"),
                plain(
                        "read-only settings, for the machine's root",
                        NO_USER,
                        "-30",
                        noMount("sys"),
                        DESCRIPTOR,
                        "/probe",
                        "open-write",
                        "/proc/sys/kernel/core_pattern"),
                plain(
                        "read-only interrupts, for the machine's root",
                        NO_USER,
                        "-30",
                        noMount("irq"),
                        DESCRIPTOR,
                        "/probe",
                        "open-write",
                        "/proc/irq/default_smp_affinity"),
                plain(
                        "read-only /sys, for the machine's root",
                        NO_USER,
                        "-30",
                        op -> op instanceof StageOp.Fs f && f.type().equals("sysfs")
                                ? new StageOp.Fs(f.slot(), f.attributes() & ~MountAttr.READ_ONLY, f.type(), f.options())
                                : op,
                        DESCRIPTOR,
                        "/probe",
                        "open-write",
                        "/sys/kernel/profiling"),
                plain("host name", ALL, "box", no(op -> op instanceof StageOp.Uts), "(?!box$).+", "hostname"),
                plain(
                        "no devices in the root",
                        ALL,
                        "-13",
                        op -> op instanceof StageOp.Overlay o
                                ? new StageOp.Overlay(
                                        o.slot(), MountAttr.NONE, o.ownNamespace(), o.layers(), o.options())
                                : op,
                        DESCRIPTOR,
                        "/probe",
                        "open-read",
                        "/zero"),
                new Case(
                        "filter",
                        ALL,
                        true,
                        List.of("/probe", "syscall", "272", "0x10000000"),
                        "-1",
                        no(op -> op instanceof StageOp.Seccomp),
                        "0"),
                new Case(
                        "filter of the 32-bit entry",
                        ALL,
                        true,
                        List.of("/probe", "int80", "310", "0x10000000"),
                        "-(1|38)",
                        no(op -> op instanceof StageOp.Seccomp),
                        "0"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStepThatIsTakenAwayIsMissed(Case it) throws Exception {
        device();
        answers(it.held, run(plan(it)));
        StagePlan whole = plan(it);
        List<StageOp> less = whole.ops().stream()
                .map(it.step)
                .filter(java.util.Objects::nonNull)
                .toList();
        assertFalse(less.equals(whole.ops()), "there is such a step");
        answers(it.missed, run(new StagePlan(less)));
    }

    private static void answers(String pattern, String said) {
        assertTrue(Pattern.matches(pattern, said), () -> "“" + said + "” is not " + pattern);
    }

    private void device() throws Exception {
        String node = box.dir.resolve("root/zero").toString();
        Process mknod = new ProcessBuilder("mknod", "-m", "666", node, "c", "1", "5")
                .inheritIO()
                .start();
        assertEquals(0, mknod.waitFor());
    }

    private StagePlan plan(Case it) throws Exception {
        String[] argv = it.question.toArray(String[]::new);
        ProcessPlan free = ProcessPlan.root(it.question, Box.ENV, InsideTest.all(), new byte[0]);
        ProcessPlan process = it.filtered ? Box.process(argv) : free;
        return (it.own.equals(ALL) ? box.plan(process) : box.rootsPlan(process)).build();
    }

    private String run(StagePlan plan) throws Exception {
        try (Running running = stage.start(plan)) {
            running.exit().get(20, TimeUnit.SECONDS);
        }
        String said = box.log().strip();
        java.nio.file.Files.deleteIfExists(box.state.resolve("console.log"));
        return said;
    }
}
