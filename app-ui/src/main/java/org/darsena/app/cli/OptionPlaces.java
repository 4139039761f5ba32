package org.darsena.app.cli;

import java.util.Locale;

/// What a person typed for a place in a container's document: `--memory` for `/resources/memory`.
final class OptionPlaces {
    private OptionPlaces() {}

    /// The place itself where no option is for it.
    static String of(String place) {
        String[] parts = place.split("/", -1);
        String first = parts.length > 1 ? parts[1] : "";
        String second = parts.length > 2 ? parts[2] : "";
        return switch (first) {
            case "name" -> "NAME";
            case "kind", "image", "hostname" -> "--" + first;
            case "process" -> process(second, place);
            case "namespaces" -> "--namespace";
            case "mounts" -> "--mount";
            case "maskedPaths" -> "--mask-path";
            case "readonlyPaths" -> "--readonly-path";
            case "clocks" -> "--clock";
            case "domainname" -> "--domainname";
            case "resources" -> limit(second);
            case "security" -> security(second, place);
            case "networks", "interfaces" -> "--network";
            case "files" -> "--file";
            case "sysctls" -> "--sysctl";
            case "labels" -> "--label";
            default -> place;
        };
    }

    private static String limit(String key) {
        return switch (key) {
            case "ioRates" -> "--io-rate";
            case "devices" -> "--device-rule";
            case "netPriorities" -> "--net-priority";
            default -> "--" + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
    }

    private static String process(String part, String place) {
        return switch (part) {
            case "argv" -> "PROGRAM";
            case "env" -> "--env";
            case "cwd" -> "--workdir";
            case "uid", "gid" -> "--user";
            case "stopSignal" -> "--stop-signal";
            case "stopSeconds" -> "--stop-seconds";
            default -> place;
        };
    }

    private static String security(String part, String place) {
        return switch (part) {
            case "capAdd" -> "--cap-add";
            case "capDrop" -> "--cap-drop";
            case "capabilities" -> "--cap-set";
            case "secureBits" -> "--secure-bits";
            case "noNewPrivileges" -> "--no-new-privs";
            case "seccomp" -> "--seccomp";
            case "apparmor" -> "--apparmor";
            case "landlock" -> "--landlock";
            default -> place;
        };
    }
}
