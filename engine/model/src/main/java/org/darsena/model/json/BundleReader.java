package org.darsena.model.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.Problem;
import org.darsena.model.validate.ContainerRules;

/// Reads the `config.json` of an OCI runtime bundle, all that is wrong with it or not supported at once.
/// <https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config.md>
public final class BundleReader {
    /// Places of a container document → those of `config.json` that they were read from; longer ones first.
    private static final Map<String, String> PLACES = places();

    private BundleReader() {}

    /// @param name of the container
    public static Reading<OciBundle> check(byte[] json, String name) {
        var findings = new Findings();
        return Entry.utf8(json, findings)
                .map(text -> check(text, name))
                .orElseGet(() -> new Reading<>(null, findings.all()));
    }

    public static Reading<OciBundle> check(String json, String name) {
        return Entry.plain(json, f -> new OciForm(f, name).read(), BundleReader::rules);
    }

    /// Those of the container document, in the words of `config.json`.
    private static List<Problem> rules(OciBundle bundle) {
        var all = new ArrayList<Problem>();
        for (Problem problem : ContainerRules.check(bundle.spec())) {
            all.add(new Problem(problem.rule(), problem.level(), place(problem.place()), problem.args()));
        }
        return all;
    }

    private static String place(String place) {
        for (Map.Entry<String, String> known : PLACES.entrySet()) {
            if (place.equals(known.getKey()) || place.startsWith(known.getKey() + "/")) {
                return (known.getValue() + place.substring(known.getKey().length()))
                        .replaceFirst("^(/mounts/[0-9]+)/target", "$1/destination");
            }
        }
        return place;
    }

    private static Map<String, String> places() {
        var all = new LinkedHashMap<String, String>();
        all.put("/process/argv", "/process/args");
        all.put("/process/uid", "/process/user/uid");
        all.put("/process/gid", "/process/user/gid");
        all.put("/bundle/groups", "/process/user/additionalGids");
        all.put("/bundle/umask", "/process/user/umask");
        all.put("/bundle/rlimits", "/process/rlimits");
        all.put("/bundle/oomScore", "/process/oomScoreAdj");
        all.put("/bundle/rows", "/process/consoleSize/height");
        all.put("/bundle/columns", "/process/consoleSize/width");
        all.put("/clocks", "/linux/timeOffsets");
        all.put("/bundle/mounts", "/mounts");
        all.put("/bundle/devices", "/linux/devices");
        all.put("/bundle/masked", "/linux/maskedPaths");
        all.put("/bundle/readOnly", "/linux/readonlyPaths");
        all.put("/bundle/sysctls", "/linux/sysctl");
        all.put("/sysctls", "/linux/sysctl");
        all.put("/namespaces", "/linux/namespaces");
        all.put("/security/seccomp/profile", "/linux/seccomp");
        all.put("/security/seccomp", "/linux/seccomp");
        all.put("/security/capabilities", "/process/capabilities");
        all.put("/resources/memory", "/linux/resources/memory/limit");
        all.put("/resources/swap", "/linux/resources/memory/swap");
        all.put("/resources/memoryLow", "/linux/resources/memory/reservation");
        all.put("/resources/cpus", "/linux/resources/cpu/quota");
        all.put("/resources/cpuShares", "/linux/resources/cpu/shares");
        all.put("/resources/cpuset", "/linux/resources/cpu/cpus");
        all.put("/resources/cpusetMems", "/linux/resources/cpu/mems");
        all.put("/resources/pids", "/linux/resources/pids/limit");
        all.put("/resources/ioWeight", "/linux/resources/blockIO/weight");
        all.put("/resources/ioRates", "/linux/resources/blockIO");
        all.put("/resources/hugetlb", "/linux/resources/hugepageLimits");
        all.put("/resources/netClass", "/linux/resources/network/classID");
        all.put("/resources/netPriorities", "/linux/resources/network/priorities");
        all.put("/resources/devices", "/linux/resources/devices");
        return all;
    }
}
