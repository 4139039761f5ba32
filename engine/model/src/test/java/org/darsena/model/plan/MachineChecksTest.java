package org.darsena.model.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.Resources;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.plan.Facts.CgroupTree;
import org.darsena.model.plan.MachineChecks.Hardware;
import org.junit.jupiter.api.Test;

class MachineChecksTest {
    private static final Hardware SMALL = new Hardware("0-1", "0", Set.of("8:0"));
    private static final Facts.Machine ONLY_PIDS =
            new Facts.Machine(List.of(new CgroupTree("/cg/pids", Set.of("pids"), false)), "darsena", "/containers");

    private static List<Problem> problems(String json) throws Exception {
        Resources limits = ResourcesPatch.of(json).apply(Resources.UNLIMITED);
        return MachineChecks.of(limits, Facts.preview("c", "host", ONLY_PIDS), SMALL);
    }

    @Test
    void whatTheMachineLacksIsNamedByTheKeyThatAsks() throws Exception {
        assertEquals(
                List.of(
                        Problem.error("limit.controller", "/resources/memory", "memory"),
                        Problem.error("limit.controller", "/resources/ioWeight", "blkio")),
                problems("{\"memory\": \"64M\", \"ioWeight\": 50, \"pids\": 5}"));
    }

    @Test
    void whatOnlyTheOtherVersionHasIsSaidSo() throws Exception {
        assertEquals(
                List.of(Problem.error("limit.version", "/resources/memoryHigh", 2)),
                problems("{\"memoryHigh\": \"64M\"}"));
    }

    @Test
    void usualLimitsAreNoReasonToRefuse() throws Exception {
        assertEquals(List.of(), problems("{\"memory\": \"512M\", \"cpus\": 1, \"pids\": 256}"));
    }

    @Test
    void processorsNodesAndDisksThatItHasNot() throws Exception {
        assertEquals(
                List.of(
                        Problem.error("limit.controller", "/resources/ioRates", "blkio"),
                        Problem.error("cpuset.outside", "/resources/cpuset", "0-2", "0-1"),
                        Problem.error("cpuset.outside", "/resources/cpusetMems", "1", "0"),
                        Problem.error("io.no-device", "/resources/ioRates/1/device", "8:16")),
                problems("""
                    {"cpuset": "0-2", "cpusetMems": "1",
                     "ioRates": [{"device": "8:0", "readBps": 1}, {"device": "8:16"}]}\
                    """).stream().filter(p -> !p.args().contains("cpuset")).toList());
    }
}
