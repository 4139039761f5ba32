package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.darsena.runtime.proc.Proc;

/// What a container's first process is, and what it takes for "end in good order". Told by its program, for
/// what was asked for need not be what is there (`/sbin/init` is a link to one or the other).
enum Init {
    /// systemd(1), "Signals": SIGRTMIN+3 halts
    SYSTEMD("RTMIN+3"),
    /// busybox's init: USR1 halts, USR2 powers off, TERM reboots
    BUSYBOX("USR2"),
    /// init(8) of sysvinit: INT is ctrlaltdel, which its inittab answers with a shutdown
    SYSVINIT("INT"),
    /// openrc-init(8): INT is a shutdown
    OPENRC("INT"),
    /// ours
    REAPER("TERM"),
    /// any other program
    PROGRAM("TERM");

    private static final String OUR_REAPER = "darsena-init";

    private final String stopSignal;

    Init(String stopSignal) {
        this.stopSignal = stopSignal;
    }

    /// By name, without `SIG`.
    String stopSignal() {
        return stopSignal;
    }

    /// By the program's path, all links followed.
    static Init of(Path program) {
        String name = program.getFileName() == null ? "" : program.getFileName().toString();
        return switch (name) {
            case "systemd" -> SYSTEMD;
            case "busybox" -> BUSYBOX;
            case "openrc-init" -> OPENRC;
            case "init" -> SYSVINIT;
            default -> PROGRAM;
        };
    }

    /// The one that runs as process `pid`; PROGRAM if it has just ended.
    static Init running(Proc proc, int pid) {
        try {
            Map<String, String> status = proc.status(pid);
            return OUR_REAPER.equals(status.get("Name")) ? REAPER : of(Files.readSymbolicLink(proc.path(pid, "exe")));
        } catch (IOException e) {
            return PROGRAM;
        }
    }

    /// Whether `pid` would notice `signal`: the kernel gives a first process none that it neither handles nor
    /// blocks, pid_namespaces(7). Those that it waits for by sigtimedwait(2) are shown as neither meanwhile.
    static boolean hears(Proc proc, int pid, int signal) {
        try {
            Map<String, String> status = proc.status(pid);
            long heard = mask(status, "SigCgt") | mask(status, "SigBlk");
            return proc.read(pid + "/wchan").contains("sigtimedwait") || (heard >>> (signal - 1) & 1) == 1;
        } catch (IOException e) {
            return true; // it is ending
        }
    }

    private static long mask(Map<String, String> status, String field) {
        return Optional.ofNullable(status.get(field))
                .map(hex -> Long.parseUnsignedLong(hex, 16))
                .orElse(0L);
    }
}
