package org.darsena.model.plan;

import static org.darsena.model.plan.Shell.quote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SecureBit;
import org.darsena.model.plan.PlanStep.*;
import org.darsena.model.plan.PlanStep.Mount;
import org.darsena.model.plan.PlanStep.ShareNamespaces;
import org.darsena.model.plan.PlanStep.ShiftClocks;
import org.jspecify.annotations.Nullable;

/// Each step as what one would type in a shell to get the same. `$PID` is the container's first process, `$ROOT` the
/// place where its root is made. What no command can say stands in parentheses.
final class Commands {
    private Commands() {}

    static List<String> of(PlanStep step) {
        return switch (step) {
            case MakeCgroup s -> List.of("mkdir " + Shell.line(s.folders()));
            case SetLimit s -> List.of("echo " + quote(s.value()) + " > " + quote(s.folder() + "/" + s.file()));
            case LimitDevices s -> programmed(s);
            case Delegate s ->
                List.of("chown " + s.owner() + ":" + s.owner() + " " + quote(s.folder())
                        + Delegation.FILES.stream()
                                .map(f -> " " + quote(s.folder() + "/" + f))
                                .collect(Collectors.joining()));
            case MakeNamespaces s -> List.of("unshare " + options(s.namespaces()) + "--fork");
            case JoinNamespaces s -> List.of(join(s));
            case ShareNamespaces s -> share(s);
            case ShiftClocks s ->
                List.of("unshare --time --monotonic=" + s.monotonic() + " --boottime=" + s.boottime() + " --fork");
            case MapIds s ->
                List.of("echo '0 " + s.host().first() + " " + s.host().count() + "' | tee /proc/$PID/uid_map"
                        + " /proc/$PID/gid_map");
            case LayRoot s -> root(s);
            case BindTree s ->
                List.of("mount --bind -o " + (s.readOnly() ? "ro" : "rw")
                        + (s.shifted() ? ",X-mount.idmap=/proc/$PID/ns/user" : "") + " " + quote(s.source()) + " $ROOT"
                        + quote(s.target()));
            case AttachCgroup s ->
                List.of("echo $PID | tee"
                        + s.folders().stream()
                                .map(f -> " " + quote(f + "/cgroup.procs"))
                                .collect(Collectors.joining()));
            case ChangeRoot _ -> List.of("cd $ROOT", "pivot_root . .", "umount -l .");
            case NewNamespace s -> List.of("unshare " + s.namespace().option());
            case SetHostname s ->
                s.domain() == null
                        ? List.of("hostname " + quote(s.name()))
                        : List.of("hostname " + quote(s.name()), "domainname " + quote(s.domain()));
            case MountKernel s -> List.of(mount(s));
            case MakeDevices s -> devices(s);
            case Mount s -> mounts(s.mount());
            case MaskPaths s ->
                s.paths().stream().map(p -> "mount --bind /dev/null " + p).toList();
            case ReadOnlyPaths s -> readOnly(s);
            case PlugLink s -> plug(s);
            case LinkUp s -> List.of("ip link set " + quote(s.name()) + " up");
            case AddAddress s -> List.of("ip address add " + s.address() + " dev " + quote(s.name()));
            case AddRoute s -> List.of("ip route add " + s.to() + " via " + s.via());
            case SetSysctl s -> List.of("sysctl -w " + quote(s.key() + "=" + s.value()));
            case SetUser s -> List.of("setpriv --reuid=" + s.uid() + " --regid=" + s.gid() + " --clear-groups");
            case SetSecureBits s -> List.of("capsh --secbits=" + SecureBit.mask(s.bits()));
            case LimitCapabilities s -> List.of(limit(s));
            case NoNewPrivileges _ -> List.of("setpriv --no-new-privs");
            case LoadFilter s ->
                List.of(s.instructions() == 0 ? "(a BPF program)" : "(" + s.instructions() + " BPF instructions)");
            case EnterStrict _ -> List.of("(strict mode, by a program of ours that then becomes the next)");
            case Execute s -> List.of(execute(s.process()));
        };
    }

    private static List<String> programmed(LimitDevices step) {
        return List.of("(a BPF program on " + quote(step.folder()) + " that allows "
                + step.allowed().stream().map(DeviceRule::text).collect(Collectors.joining(", ")) + ")");
    }

    private static String options(Set<Namespace> namespaces) {
        return namespaces.stream()
                .sorted(Comparator.comparing((Namespace n) -> n != Namespace.USER)) // the user's first
                .map(n -> n.option() + " ")
                .collect(Collectors.joining());
    }

    private static String join(JoinNamespaces step) {
        return "nsenter"
                + step.files().entrySet().stream()
                        .map(e -> " " + e.getKey().option() + "=" + quote(e.getValue()))
                        .collect(Collectors.joining());
    }

    private static List<String> share(ShareNamespaces step) {
        return step.containers().entrySet().stream()
                .map(e -> "nsenter " + e.getKey().option() + " --target (first process of " + e.getValue() + ")")
                .toList();
    }

    private static List<String> root(LayRoot step) {
        String layers = String.join(":", step.layers());
        String idmap = step.shifted() ? " -o X-mount.idmap=/proc/$PID/ns/user" : "";
        String work = step.work();
        if (work == null) {
            return List.of("mount -t overlay overlay -o ro," + quote("lowerdir=" + step.upper() + ":" + layers) + idmap
                    + " $ROOT");
        }
        return List.of(
                "mkdir -p " + Shell.line(List.of(step.upper(), work)),
                "mount -t overlay overlay -o "
                        + quote("lowerdir=" + layers + ",upperdir=" + step.upper() + ",workdir=" + work) + idmap
                        + " $ROOT");
    }

    private static String mount(MountKernel step) {
        var options = new ArrayList<>(step.flags());
        options.addAll(step.data());
        return "mount -t " + step.type() + " -o " + String.join(",", options) + " " + step.type() + " " + step.target();
    }

    /// A mount of util-linux does a bind and its options in several calls; that of a read-only one is recursive.
    private static List<String> mounts(MountSpec m) {
        String source = m.source();
        if (source == null) {
            Long size = m.size();
            String mode = m.mode();
            return List.of("mount -t tmpfs -o " + m.options() + (size == null ? "" : ",size=" + size) + ",mode="
                    + (mode == null ? "1777" : mode) + " tmpfs $ROOT" + quote(m.target()));
        }
        String options = m.options().replaceFirst("^ro", "ro=recursive");
        String idmap = m.idmap();
        return List.of(
                "mount --rbind -o " + options
                        + (idmap == null ? "" : ",X-mount.idmap=(the maker's ids to " + idmap + ")") + " "
                        + quote(source) + " $ROOT" + quote(m.target()),
                "mount --make-r" + m.propagation().name().toLowerCase(Locale.ROOT) + " $ROOT" + quote(m.target()));
    }

    private static List<String> devices(MakeDevices step) {
        var lines = new ArrayList<String>();
        lines.add("for d in " + String.join(" ", step.devices())
                + "; do touch /dev/$d; mount --bind $HOST/dev/$d /dev/$d; done");
        step.links().forEach((name, target) -> lines.add("ln -s " + target + " /dev/" + name));
        return lines;
    }

    private static List<String> readOnly(ReadOnlyPaths step) {
        var lines = new ArrayList<String>();
        step.paths().forEach(p -> lines.add("mount --bind -o ro " + p + " " + p));
        step.writableBelow().forEach(p -> lines.add("mount --bind -o rw " + p + " " + p));
        return lines;
    }

    private static List<String> plug(PlugLink step) {
        String far = "ip link add " + quote(step.hostEnd()) + setting("mtu", step.mtu()) + " type veth peer name "
                + quote(step.name()) + setting("address", step.mac()) + setting("mtu", step.mtu()) + " netns $PID";
        if (step.bridge() == null) {
            return List.of(far);
        }
        return List.of(far, "ip link set " + quote(step.hostEnd()) + " master " + quote(step.bridge()) + " up");
    }

    private static String setting(String word, @Nullable Object value) {
        return value == null ? "" : " " + word + " " + value;
    }

    /// Only what is not as it would be anyway: with the bounding set of root.
    private static String limit(LimitCapabilities step) {
        CapabilitySets sets = step.sets();
        return "capsh --drop=" + labels(step.drop())
                + (sets.inheritable().isEmpty() ? "" : " --inh=" + labels(sets.inheritable()))
                + (sets.ambient().isEmpty() ? "" : " --addamb=" + labels(sets.ambient()));
    }

    private static String labels(Set<Capability> set) {
        return set.stream().map(c -> "cap_" + c.label()).collect(Collectors.joining(","));
    }

    private static String execute(ProcessSpec process) {
        var env = new ArrayList<String>();
        process.env().forEach((name, value) -> env.add(name + "=" + value));
        String assignments = env.isEmpty() ? "" : "env " + Shell.line(env) + " ";
        String cd = process.cwd().equals("/") ? "" : "cd " + quote(process.cwd()) + "; ";
        return cd + "exec " + assignments + Shell.line(process.argv());
    }
}
