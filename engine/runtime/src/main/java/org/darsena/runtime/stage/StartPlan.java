package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.model.plan.Surroundings.Scratch;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StageOp.Attach;
import org.darsena.runtime.stage.StageOp.Attr;
import org.darsena.runtime.stage.StageOp.Cgroup;
import org.darsena.runtime.stage.StageOp.Clock;
import org.darsena.runtime.stage.StageOp.Clone;
import org.darsena.runtime.stage.StageOp.Confine;
import org.darsena.runtime.stage.StageOp.Fs;
import org.darsena.runtime.stage.StageOp.Join;
import org.darsena.runtime.stage.StageOp.Loopback;
import org.darsena.runtime.stage.StageOp.Make;
import org.darsena.runtime.stage.StageOp.Proc;
import org.darsena.runtime.stage.StageOp.Root;
import org.darsena.runtime.stage.StageOp.State;
import org.darsena.runtime.stage.StageOp.Stdio;
import org.darsena.runtime.stage.StageOp.Sync;
import org.darsena.runtime.stage.StageOp.Tree;
import org.darsena.runtime.stage.StageOp.Unshare;
import org.darsena.runtime.stage.StageOp.Uts;
import org.darsena.runtime.stage.StageOp.Write;
import org.jspecify.annotations.Nullable;

/// Builds the plan of a container. One use, one thread. All descriptors stay the caller's: it may close them when
/// [Stage#prepare] has returned.
///
/// The order of operations is this class's business: what needs the machine's tree first, then the new root,
/// then the cgroup namespace (after the process stands in its cgroup); what child and monitor can do at the
/// same time stands between the same two [Sync]s.
public final class StartPlan {
    static final int ROOT = 1;
    private static final int FIRST_BIND = 60;
    private static final int MAX_BINDS = 40;

    private final ProcessPlan process;
    private final Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
    private final Map<Namespace, Fd> joined = new EnumMap<>(Namespace.class);
    private final List<Bind> binds = new ArrayList<>();
    private final AskedMounts mounts = new AskedMounts();
    private final Map<String, String> sysctls = new LinkedHashMap<>();
    private final ScratchFolders scratch = new ScratchFolders();
    private final RootLayers root = new RootLayers();
    private boolean readOnlyRoot;
    private @Nullable Clock clock;
    private @Nullable Mapping ids;
    private @Nullable Fd cgroup2;
    private boolean ownCgroups;
    private @Nullable State state;
    private @Nullable String apparmor;
    private @Nullable Integer oomScore;
    private StdioPlan stdio = new StdioPlan.Log();
    private String hostname = "localhost";
    private String domainname = "(none)";
    private boolean reaper = true;
    private boolean waitForGo;
    private boolean entersLater;
    private long shmBytes = 64L << 20;
    private @Nullable KernelMounts others;

    private StartPlan(ProcessPlan process) {
        this.process = process;
    }

    public static StartPlan of(ProcessPlan process) {
        return new StartPlan(process);
    }

    /// Which namespaces are made new; default all but time. MOUNT must be among them, PID wherever there is a
    /// reaper.
    public StartPlan namespaces(Set<Namespace> namespaces) {
        own.clear();
        own.addAll(namespaces);
        return this;
    }

    /// Enters an existing namespace (a pinned file opened O_RDONLY) instead of making one.
    public StartPlan join(Namespace namespace, Fd file) {
        joined.put(namespace, file);
        own.remove(namespace);
        return this;
    }

    /// Seconds by which the clocks of a new time namespace are ahead; needs none among the new ones above.
    public StartPlan clocks(long monotonic, long boottime) {
        clock = new Clock("monotonic " + monotonic + " 0\nboottime " + boottime + " 0\n");
        return this;
    }

    /// Ids of a new user namespace; needed unless USER is joined or left out.
    public StartPlan ids(Mapping mapping) {
        ids = mapping;
        return this;
    }

    /// Whether it waits for [Prepared#enter], since the cgroups of v1 are still being made. Default: no.
    public StartPlan entersLater(boolean value) {
        entersLater = value;
        return this;
    }

    /// Whether its cgroups of version 2 are mounted inside for it to manage. Default: no.
    public StartPlan ownCgroups(boolean value) {
        ownCgroups = value;
        return this;
    }

    /// An open v2 directory to be born in.
    public StartPlan cgroup2(Fd directory) {
        cgroup2 = directory;
        return this;
    }

    /// Root: overlayfs over `lower` (topmost first, opened O_PATH, id-mapped by stage) with `upper` and `work`
    /// (O_PATH; same file system, owned by the host ids of root inside: `Mapping.base`). At most 60 layers; paths
    /// of `upper` and `work` at most 255 bytes.
    public StartPlan overlayRoot(List<Fd> lower, Fd upperDir, Fd workDir) {
        root.writable(lower, upperDir, workDir);
        return this;
    }

    /// Root: overlayfs over `own` (O_PATH; its files have the host ids of those inside already) and `lower` below it,
    /// as
    /// in [#overlayRoot]; nothing can be written, and nothing is made on the disk.
    public StartPlan readOnlyOverlay(Fd own, List<Fd> lower) {
        root.readOnly(own, lower);
        return this;
    }

    /// A folder in memory, below what is bound. At most 8.
    public StartPlan scratch(Scratch folder) {
        scratch.add(folder);
        return this;
    }

    /// Root: this tree itself, id-mapped, without overlay.
    public StartPlan plainRoot(Fd tree) {
        root.plain(tree);
        return this;
    }

    /// Makes the root read-only once everything is in place. Default: writable.
    public StartPlan readOnlyRoot(boolean value) {
        readOnlyRoot = value;
        return this;
    }

    /// A directory or file of the host inside. At most 40.
    public StartPlan bind(Bind bind) {
        if (binds.size() == MAX_BINDS) {
            throw new IllegalArgumentException("more than " + MAX_BINDS + " bind mounts");
        }
        binds.add(bind);
        return this;
    }

    /// Names of a new UTS namespace, at most 64 bytes each.
    public StartPlan hostname(String host, String domain) {
        hostname = host;
        domainname = domain;
        return this;
    }

    /// A file below /proc/sys to write, `net/ipv4/ip_forward`.
    public StartPlan sysctl(String path, String value) {
        sysctls.put(path, value);
        return this;
    }

    /// What the spec has mounted, upon all else. At most 32.
    public StartPlan mount(Mounted mount) {
        mounts.add(mount);
        return this;
    }

    /// Covers a path inside by something empty, where it is there.
    public StartPlan mask(String path) {
        mounts.mask(path);
        return this;
    }

    /// Makes a path inside read-only, with all that is mounted below, where it is there.
    public StartPlan readOnly(String path) {
        mounts.readOnly(path);
        return this;
    }

    /// Default: [StdioPlan.Log].
    public StartPlan stdio(StdioPlan plan) {
        stdio = plan;
        return this;
    }

    /// Folder (O_DIRECTORY) for `console.log`, `console.log.1` and `exit.json`; size at which the log is rotated.
    public StartPlan state(Fd directory, int logMaxBytes) {
        state = new State(directory, logMaxBytes);
        return this;
    }

    /// An AppArmor profile, loaded already, for the command; null (default): none.
    public StartPlan confine(@Nullable String profile) {
        apparmor = profile;
        return this;
    }

    /// oom_score_adj(5), -1000–1000; lowering it wants CAP_SYS_RESOURCE. Default: the helper's own, but no better
    /// than 0.
    public StartPlan oomScore(int value) {
        oomScore = value;
        return this;
    }

    /// Whether pid 1 is our reaper (default) or the command itself.
    public StartPlan reaper(boolean value) {
        reaper = value;
        return this;
    }

    /// Whether the command waits for [Prepared#go], so that networks can be wired. Default: no.
    public StartPlan waitForGo(boolean value) {
        waitForGo = value;
        return this;
    }

    /// Size of /dev/shm in bytes, default 64 MiB.
    public StartPlan sharedMemory(long bytes) {
        shmBytes = bytes;
        return this;
    }

    /// Whether layers are id-mapped where there is a user namespace (default). Without, their files look owned by
    /// nobody
    /// inside, and only what everybody may do can be done with them.
    public StartPlan shiftedLayers(boolean value) {
        root.shifted(value);
        return this;
    }

    /// What is mounted in place of the usual.
    public StartPlan mounts(BundleMounts instead) {
        others = instead;
        return this;
    }

    /// For tests: the way overlays are made before Linux 6.15.
    StartPlan overlayInOwnNamespace(boolean value) {
        root.inOwnNamespace(value);
        return this;
    }

    /// Throws [IllegalStateException] when something is missing or contradictory.
    public StagePlan build() {
        check();
        List<StageOp> ops = new ArrayList<>();
        ops.add(new Clone(Flags.of(own) & ~Flags.of(Namespace.CGROUP), cgroup2));
        Optional.ofNullable(clock).ifPresent(ops::add);
        joined.entrySet().stream() // the user namespace last: within it one has no rights over others' any more
                .sorted(Comparator.comparing(e -> e.getKey() == Namespace.USER))
                .forEach(e -> ops.add(new Join(e.getValue(), Flags.of(e.getKey()))));
        if (state != null) {
            ops.add(state);
        }
        if (ids != null && own.contains(Namespace.USER)) {
            ops.add(new Proc("uid_map", ids.text()));
            ops.add(new Proc("gid_map", ids.text()));
        }
        Optional.ofNullable(oomScore).map(OomScore::set).or(OomScore::neutral).ifPresent(ops::add);
        ops.add(new Sync());
        KernelMounts system =
                others == null ? new SystemMounts(own.contains(Namespace.IPC), hasNetwork(), shmBytes) : others;
        system.clones(ops); // first, as binds
        monitorMounts(ops);
        system.create(ops);
        scratch.create(ops);
        ops.add(new Sync());
        if (entersLater) {
            ops.add(new Cgroup(null));
        }
        ops.add(new Root(ROOT));
        system.attach(ops, ROOT);
        scratch.attach(ops, ROOT);
        attachBinds(ops);
        mounts.attach(ops, ROOT);
        childSettings(ops, system);
        ops.add(new Sync());
        if (own.contains(Namespace.CGROUP)) {
            cgroupNamespace(ops, system);
        }
        Confine.by(apparmor).ifPresent(ops::add);
        if (readOnlyRoot) {
            ops.add(new Attr(ROOT, MountAttr.READ_ONLY));
        }
        process.addTo(ops, reaper, waitForGo);
        return new StagePlan(ops);
    }

    private void check() {
        if (!own.contains(Namespace.MOUNT)) {
            throw new IllegalStateException("a container needs a mount namespace of its own");
        }
        if (reaper && !own.contains(Namespace.PID)) {
            throw new IllegalStateException("a reaper needs a pid namespace of its own");
        }
        if (root.isMissing()) {
            throw new IllegalStateException("no root");
        }
        if (own.contains(Namespace.USER) && ids == null) {
            throw new IllegalStateException("a new user namespace needs ids");
        }
    }

    /// One that belongs to its user namespace, or to one below.
    private boolean hasNetwork() {
        return own.contains(Namespace.NET) || (joined.containsKey(Namespace.NET) && !own.contains(Namespace.USER));
    }

    private boolean idMapped() {
        return own.contains(Namespace.USER) || joined.containsKey(Namespace.USER);
    }

    private void monitorMounts(List<StageOp> ops) {
        // binds first: for an overlay of the old kind the monitor leaves the mount namespace their sources are in
        for (int i = 0; i < binds.size(); i++) {
            Bind bind = binds.get(i);
            ops.add(new Tree(FIRST_BIND + i, bind.source(), bind.below(), bind.idMapped(), bind.attributes()));
        }
        mounts.clones(ops);
        root.addTo(ops, ROOT, idMapped());
    }

    private void attachBinds(List<StageOp> ops) {
        for (int i = 0; i < binds.size(); i++) {
            Bind bind = binds.get(i);
            Make make = bind.file() ? Make.FILE : Make.DIRECTORY;
            ops.add(new Attach(FIRST_BIND + i, ROOT, bind.relativeTarget(), make, true));
        }
    }

    private void childSettings(List<StageOp> ops, KernelMounts system) {
        sysctls.forEach((path, value) -> ops.add(new Write(SystemMounts.PROC, "sys/" + path, value)));
        system.protect(ops, ROOT);
        mounts.cover(ops, ROOT);
        ops.add(new Stdio(stdio, SystemMounts.DEV, SystemMounts.PTS));
        if (own.contains(Namespace.UTS)) {
            ops.add(new Uts(hostname, domainname));
        }
        if (hasNetwork()) {
            ops.add(new Loopback());
        }
    }

    private void cgroupNamespace(List<StageOp> ops, KernelMounts system) {
        ops.add(new Unshare(Flags.of(Namespace.CGROUP)));
        if ((cgroup2 != null || ownCgroups) && system.hasSysfs()) {
            ops.add(new Fs(
                    SystemMounts.CGROUP,
                    SystemMounts.SAFE | (ownCgroups ? 0 : MountAttr.READ_ONLY),
                    "cgroup2",
                    List.of("source=cgroup2")));
            ops.add(new Attach(SystemMounts.CGROUP, SystemMounts.SYS, "fs/cgroup", Make.NOTHING, false));
        }
    }
}
