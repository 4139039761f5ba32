package org.darsena.runtime.container;

import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param code exit status, 128 + signal; null: not known
/// @param reason word for what there is to say about it; null: nothing
record How(@Nullable Integer code, @Nullable String reason) {
    static final How LOST = new How(null, "exit-lost");

    private static final String REBOOT = "reboot";
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;

    /// From what the monitor tells. An end that was asked for needs no reason. The cgroup, still there, knows of want
    /// of memory.
    static How of(Parts parts, Container c, int code, int signal) {
        boolean oom = parts.cgroups().of(c.id()).oomKills() > 0;
        if (c.record.spec().boots()) {
            return ofInit(code, signal, oom, c.stopAsked());
        }
        return new How(code, oom ? "oom" : signal == 0 || c.stopAsked() ? null : "signal");
    }

    /// To a reboot(2) in its pid namespace the kernel answers by ending the init as if by HUP, to a halt or power-off
    /// as if by INT; pid_namespaces(7). Where it may not call that, systemd just exits. That memory ran out for
    /// one of its services is not how it ended.
    private static How ofInit(int code, int signal, boolean oom, boolean asked) {
        return switch (signal) {
            case SIGHUP -> new How(0, REBOOT);
            case SIGINT -> new How(0, "poweroff");
            case 0 -> new How(code, code == 0 ? "poweroff" : null);
            case Linux.SIGKILL -> new How(code, asked ? "stop-killed" : oom ? "oom" : "signal");
            default -> new How(code, "signal");
        };
    }

    /// Whether it wants to be started again.
    boolean reboots() {
        return REBOOT.equals(reason);
    }
}
