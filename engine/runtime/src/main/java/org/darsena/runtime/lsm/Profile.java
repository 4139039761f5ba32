package org.darsena.runtime.lsm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerSpec.Kind;
import org.darsena.model.container.Lsm.AppArmor;
import org.darsena.model.container.Namespace;

/// An AppArmor profile, apparmor.d(5), for all containers of one kind with the same rights. Its name ends in a sum of
/// its
/// text: what differs is named differently, and what is the same is loaded once.
///
/// It stands behind what namespaces, mounts and capabilities refuse already, and holds when one of those is weakened.
///
/// @param name what a process shows in /proc/PID/attr/apparmor/current
/// @param text for apparmor_parser(8); needs none of the machine's own files but the ABI's
public record Profile(String name, String text) {

    /// What of /proc and /sys steers or tells of the machine, whatever is mounted over it.
    private static final List<String> REFUSED = List.of(
            "/proc/* wl,", // files right there, not those of processes
            "/proc/{acpi,asound,bus,fs,irq,scsi,tty,driver}/** wl,",
            "/proc/sys/[^n]** wl,", // of the network namespace it may
            "/proc/sys/n[^e]** wl,",
            "/proc/sysrq-trigger rwklx,",
            "/proc/{kcore,kmem,kallsyms,keys,timer_list,sched_debug} rwklx,",
            "/sys/[^f]** wl,",
            "/sys/f[^s]** wl,",
            "/sys/fs/[^c]** wl,",
            "/sys/{firmware,kernel/security,kernel/debug,kernel/tracing}/** rwklx,",
            "/dev/{mem,kmem,port,kmsg,nvram} rwklx,");

    /// @param mark whose profiles these are; two engines on a machine must not unload each other's
    public static Profile of(String mark, ContainerSpec spec) {
        boolean complain = spec.security().lsm().apparmor() == AppArmor.COMPLAIN;
        String body = String.join("\n", rules(spec, complain));
        CRC32 sum = new CRC32();
        sum.update((body + complain).getBytes(StandardCharsets.UTF_8));
        String name = mark + "-" + spec.kind().name().toLowerCase(Locale.ROOT) + "-"
                + HexFormat.of().toHexDigits((int) sum.getValue());
        String flags = "attach_disconnected,mediate_deleted" + (complain ? ",complain" : "");
        return new Profile(
                name,
                "abi <abi/3.0>,\nprofile " + name + " flags=(" + flags + ") {\n" + body.indent(2)
                        + "  signal (send, receive) peer=" + name + ",\n"
                        + "  ptrace (trace, read, tracedby, readby) peer=" + name + ",\n"
                        + "}\n");
    }

    /// A profile that only complains denies all the same what a rule denies: there such a thing is allowed and logged.
    private static String refusal(String what, boolean complain) {
        return complain ? "audit " + what.replace("klx,", "kl,") : "deny " + what;
    }

    private static List<String> rules(ContainerSpec spec, boolean complain) {
        Set<Capability> caps = spec.security().capabilities();
        List<String> rules = new ArrayList<>();
        rules.add("file,");
        rules.add("network,");
        rules.add("unix,");
        caps.stream().sorted().map(c -> "capability " + c.label() + ",").forEach(rules::add);
        // debuggers and our own look at /proc from outside; and the reaper, which is not confined, hands signals on
        rules.add("ptrace (tracedby, readby) peer=unconfined,");
        rules.add("signal (receive) peer=unconfined,");
        if (spec.namespaces().contains(Namespace.PID)) { // of those it sees, only the reaper is not its own
            rules.add("signal (send) peer=unconfined,");
        }
        if (spec.kind() == Kind.SYSTEM) { // it may have a message bus of its own
            rules.add("dbus,");
        }
        if (caps.contains(Capability.SYS_ADMIN)) {
            rules.add("mount,");
            rules.add("umount,");
            rules.add("pivot_root,");
            rules.add(refusal("mount fstype=(debugfs, tracefs, securityfs, efivarfs, bpf),", complain));
        }
        REFUSED.forEach(what -> rules.add(refusal(what, complain)));
        return rules;
    }
}
