package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.darsena.model.container.Controls;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Resources;
import org.junit.jupiter.api.Test;

/// Limits on the command line: of a new container, and of one that is there.
class LimitOptionsTest {
    private final Bench bench = new Bench();

    @Test
    void everyLimitOfANewContainer() {
        String[] words = {
            "create",
            "--memory=64m",
            "--swap",
            "32m",
            "--memory-low=16m",
            "--memory-high",
            "48m",
            "--cpuset=0-1",
            "--cpuset-mems",
            "0",
            "--io-weight=200",
            "--io-rate",
            "8:0,readBps=1m,writeIops=20",
            "--hugetlb=2MB=4m",
            "--net-class",
            "10:1",
            "--net-priority=eth0=5",
            "--device-rule",
            "c 10:229 rw",
            "--device-rule",
            "deny c 1:8 w",
            "--perf-event",
            "--delegate=on",
            "box",
            "true"
        };
        assertEquals(Exit.OK, bench.run(words), bench.err());
        Resources expected = new Resources(
                64L << 20,
                1.0,
                null,
                256L,
                new Controls(
                        32L << 20,
                        16L << 20,
                        48L << 20,
                        "0-1",
                        "0",
                        200L,
                        List.of(new Controls.IoRate("8:0", 1L << 20, null, null, 20L)),
                        Map.of("2MB", 4L << 20),
                        0x10_0001L,
                        Map.of("eth0", 5L),
                        List.of(
                                DeviceRule.parse("c 10:229 rw").orElseThrow(),
                                DeviceRule.parse("deny c 1:8 w").orElseThrow()),
                        true,
                        true));
        assertEquals(expected, bench.helper.specs().getLast().resources());
    }

    @Test
    void aWrongLimitIsToldByItsOption() {
        for (List<String> wrong : List.of(
                List.of("--cpuset=3-1", "--cpuset"),
                List.of("--device-rule=x", "--device-rule"),
                List.of("--net-class=zz", "--net-class"),
                List.of("--io-rate=sda,readBps=1m", "--io-rate"),
                List.of("--io-weight=5000", "--io-weight"),
                List.of("--memory=-1", "--memory"),
                List.of("--memory=99999999999999999999", "--memory"),
                List.of("--pids=99999999999999999999", "--pids"))) {
            assertEquals(Exit.USAGE, bench.run("create", wrong.getFirst(), "x", "true"), wrong.toString());
            assertTrue(bench.err().contains(wrong.getLast()), bench.err());
            assertEquals(Exit.USAGE, bench.run("update", wrong.getFirst(), "web"), wrong.toString());
        }
        assertEquals(List.of(), bench.helper.specs());
    }

    @Test
    void anUpdateSaysWhatChangesAndNothingElse() {
        String name = "box";
        assertEquals(Exit.OK, bench.run("create", name, "true"), bench.err());
        assertEquals(Exit.OK, bench.run("update", name, "--memory", "none", "--cpus=0.5"), bench.err());
        assertEquals(
                "update " + name + " {\"memory\":null,\"cpus\":0.5}",
                bench.helper.asked().getLast());
        assertEquals(Exit.OK, bench.run("update", "--device-rule=none", name), bench.err());
        assertEquals(
                "update " + name + " {\"devices\":[]}", bench.helper.asked().getLast());
        assertEquals(Exit.USAGE, bench.run("update", name), "nothing to change");
    }
}
