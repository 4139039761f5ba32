package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerSpec.Kind;
import org.darsena.model.container.Landlock;
import org.jspecify.annotations.Nullable;

/// Rules for what is asked of security modules.
final class LsmRules {
    private static final String PLACE = "/security/landlock";
    private static final int MOST = 200;
    private static final int LONGEST = 4095;

    private LsmRules() {}

    static void check(ContainerSpec spec, Report report) {
        switch (spec.security().lsm().apparmor()) {
            case COMPLAIN -> report.warning("apparmor.complain", "/security/apparmor");
            case UNCONFINED -> report.warning("apparmor.unconfined", "/security/apparmor");
            case AUTO, PREFER, REQUIRE -> {}
        }
        Landlock landlock = spec.security().lsm().landlock();
        if (landlock != null) {
            report.require(landlock.says(), "landlock.nothing", PLACE);
            report.require(spec.security().noNewPrivileges(), "landlock.privileges", PLACE);
            report.require(spec.kind() != Kind.SYSTEM, "landlock.system", PLACE);
            paths(landlock.read(), PLACE + "/read", report);
            paths(landlock.write(), PLACE + "/write", report);
            paths(landlock.execute(), PLACE + "/execute", report);
            ports(landlock.bind(), PLACE + "/bind", report);
            ports(landlock.connect(), PLACE + "/connect", report);
        }
    }

    private static void paths(@Nullable List<String> paths, String place, Report report) {
        if (paths != null && report.require(paths.size() <= MOST, "list.length", place, paths.size(), MOST)) {
            for (int i = 0; i < paths.size(); i++) {
                String path = paths.get(i);
                boolean good = path.startsWith("/")
                        && path.length() <= LONGEST
                        && path.indexOf('\0') < 0
                        && !List.of(path.split("/")).contains("..");
                report.require(good, "landlock.path", place + "/" + i, path);
            }
        }
    }

    private static void ports(@Nullable List<Integer> ports, String place, Report report) {
        if (ports != null && report.require(ports.size() <= MOST, "list.length", place, ports.size(), MOST)) {
            for (int i = 0; i < ports.size(); i++) {
                int port = ports.get(i);
                report.require(port >= 0 && port <= 65535, "landlock.port", place + "/" + i, port);
            }
        }
    }
}
