package org.darsena.model.validate;

import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.container.ProcessSpec;

/// Rules for a process.
final class ProcessRules {
    private static final Set<String> SIGNALS = Set.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final Pattern REALTIME = Pattern.compile("RTMIN(\\+([0-9]|[12][0-9]|30))?|RTMAX");

    private ProcessRules() {}

    static void check(ProcessSpec process, String place, Report report) {
        if (process.argv().isEmpty()) {
            report.error("argv.empty", place + "/argv");
        }
        each(process, place, report);
        report.require(isSignal(process.stopSignal()), "signal.unknown", place + "/stopSignal", process.stopSignal());
    }

    /// Of an init, which may be the one found in the image and knows its own signal.
    static void checkInit(ProcessSpec process, String place, Report report) {
        each(process, place, report);
        boolean known = isSignal(process.stopSignal()) || process.stopSignal().equals(ProcessSpec.AUTO);
        report.require(known, "signal.unknown", place + "/stopSignal", process.stopSignal());
    }

    private static void each(ProcessSpec process, String place, Report report) {
        argv(process, place + "/argv", report);
        Texts.environment(process.env(), place + "/env", report);
        Paths.absolute(process.cwd(), place + "/cwd", report);
        Texts.range(process.uid(), 0, 65535, "id.range", place + "/uid", report);
        Texts.range(process.gid(), 0, 65535, "id.range", place + "/gid", report);
        Texts.range(process.stopSeconds(), 0, 3600, "seconds.range", place + "/stopSeconds", report);
    }

    static boolean isSignal(String name) {
        return SIGNALS.contains(name) || REALTIME.matcher(name).matches();
    }

    private static void argv(ProcessSpec process, String place, Report report) {
        if (!process.argv().isEmpty() && process.argv().getFirst().isEmpty()) {
            report.error("argv.empty", place);
            return;
        }
        Texts.count(process.argv(), place, 1024, report);
        Texts.each(process.argv(), place, (arg, at) -> Texts.plain(arg, at, 128 << 10, report));
    }
}
