package org.darsena.runtime.stage;

import java.util.List;
import java.util.Optional;
import org.darsena.model.container.Propagation;
import org.darsena.runtime.kernel.Fd;
import org.jspecify.annotations.Nullable;

/// One operation of a plan. Slots are the plan's own numbers for mounts (0–199); `at` with `path` names a place
/// below a mounted slot, without leading `/`.
///
/// Who does it: [Clone], [Join], [Clock], [Proc], [Tree], [Overlay], [Cgroup], [Pin] and [State] the monitor, the
/// others the
/// child; both go through the list at the same time and meet at each [Sync].
@SuppressWarnings("ArrayRecordComponent") // plans are written once and never compared
public sealed interface StageOp {
    int AT_RECURSIVE = 0x8000;

    OpCode code();

    void encode(PlanWriter out);

    /// clone3(2) with these CLONE_NEW* flags; `cgroup` an open cgroup v2 directory to be born in, or null.
    record Clone(int namespaces, @Nullable Fd cgroup) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.CLONE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(namespaces).fd(cgroup);
        }
    }

    /// setns(2) before the clone: a namespace's descriptor, or a pidfd with several flags.
    record Join(Fd namespace, int flags) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.JOIN;
        }

        @Override
        public void encode(PlanWriter out) {
            out.fd(namespace).u32(flags);
        }
    }

    /// A new time namespace for the child, before the clone; `offsets` as timens_offsets takes them,
    /// time_namespaces(7).
    record Clock(String offsets) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.CLOCK;
        }

        @Override
        public void encode(PlanWriter out) {
            out.text(offsets);
        }
    }

    /// Writes `text` to `/proc/PID/file` of the child: uid_map, gid_map, oom_score_adj.
    record Proc(String file, String text) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.PROC;
        }

        @Override
        public void encode(PlanWriter out) {
            out.text(file).text(text);
        }
    }

    /// The child waits here until the monitor came here too, and gets the mounts it made; the first one makes the
    /// child root of its user namespace.
    record Sync() implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.SYNC;
        }

        @Override
        public void encode(PlanWriter out) {}
    }

    /// A detached clone of the mount tree at `source` (opened with O_PATH), id-mapped to the child's user namespace
    /// where asked. `attributes`: MOUNT_ATTR_* of [MountAttr].
    record Tree(int slot, Fd source, Below below, boolean idMapped, long attributes, Propagation propagation)
            implements StageOp {
        /// A private one.
        Tree(int slot, Fd source, Below below, boolean idMapped, long attributes) {
            this(slot, source, below, idMapped, attributes, Propagation.PRIVATE);
        }

        @Override
        public OpCode code() {
            return OpCode.TREE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot)
                    .fd(source)
                    .u32(below.bits | (idMapped ? 2 : 0) | propagation.flag())
                    .u64(attributes);
        }
    }

    /// What of the mounts below a [Tree]'s comes along.
    enum Below {
        NOTHING(0),
        /// with the same attributes and id-mapping
        ALIKE(1),
        /// with those that they have
        AS_IT_IS(4);

        private final int bits;

        Below(int bits) {
            this.bits = bits;
        }
    }

    /// overlayfs over the slots `layers` (topmost first; made by [Tree] since the last [Sync], used up by this), with
    /// `upperdir=…` and `workdir=…` among the options. `ownNamespace` for kernels before 6.15.
    record Overlay(int slot, long attributes, boolean ownNamespace, List<Integer> layers, List<String> options)
            implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.OVERLAY;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot).u64(attributes).u32(ownNamespace ? 1 : 0).u32(layers.size());
            layers.forEach(out::u32);
            out.texts(options).text("");
        }
    }

    /// Writes the child's pid to an open `cgroup.procs`; null: to those that [Prepared#enter] sends.
    record Cgroup(@Nullable Fd procs) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.CGROUP;
        }

        @Override
        public void encode(PlanWriter out) {
            out.fd(procs);
        }
    }

    /// Bind-mounts the child's `/proc/PID/ns/name` upon the file `target` (opened with O_PATH).
    record Pin(Fd target, String name) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.PIN;
        }

        @Override
        public void encode(PlanWriter out) {
            out.fd(target).text(name);
        }
    }

    /// A new file system (fsopen(2)); options are `key=value` or `flag`.
    record Fs(int slot, long attributes, String type, List<String> options) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.FS;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot).u64(attributes).text(type).texts(options).text("");
        }
    }

    /// A clone of one file of the machine's own tree (a device node), before [Root].
    record Node(int slot, String path) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.NODE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot).text(path);
        }
    }

    /// pivot_root(2) to the slot; the machine's tree is gone afterwards.
    record Root(int slot) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.ROOT;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot);
        }
    }

    /// Attaches a slot at a place, making what is missing of it.
    record Attach(int slot, int at, String path, Make make, boolean followLinks) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.ATTACH;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot).u32(at).u32(make.bits | (followLinks ? 4 : 0)).text(path);
        }
    }

    /// What [Attach] makes where nothing is.
    enum Make {
        NOTHING(0),
        DIRECTORY(1),
        FILE(2),
        /// nor minds: without a place (or with a [Subtree] that was not there) nothing happens
        IF_PRESENT(8),
        /// as above; nor does anything happen where one is a folder and the other is not
        IF_ALIKE(24);

        private final int bits;

        Make(int bits) {
            this.bits = bits;
        }
    }

    /// A part of a mounted slot as a mount of its own, with attributes, `recursive`: with what is mounted below it,
    /// alike; absent is no error, its [Attach] then
    /// neither.
    record Subtree(int slot, int at, String path, boolean recursive, long attributes) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.SUBTREE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot)
                    .u32(at)
                    .u32(recursive ? AT_RECURSIVE : 0)
                    .u64(attributes)
                    .text(path);
        }
    }

    /// Sets attributes of a slot's mount.
    record Attr(int slot, long attributes) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.ATTR;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(slot).u32(0).u64(attributes);
        }
    }

    /// symlink(2) `name` (no `/`) in the slot's root.
    record Link(int at, String name, String target) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.LINK;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(at).text(name).text(target);
        }
    }

    /// Writes `text` to an existing file of a slot (a sysctl below the container's proc).
    record Write(int at, String path, String text) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.WRITE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(at).text(path).text(text);
        }
    }

    /// Writes `text` to `/proc/PID/file` of the process itself, once /proc is the container's: a security module's
    /// attribute, which holds from the next execve(2) on.
    record Confine(String file, String text) implements StageOp {
        /// By an AppArmor profile; null: not at all.
        static Optional<StageOp> by(@Nullable String profile) {
            return Optional.ofNullable(profile).map(name -> new Confine("attr/apparmor/exec", "exec " + name));
        }

        @Override
        public OpCode code() {
            return OpCode.CONFINE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.text(file).text(text);
        }
    }

    /// Landlock's rules for the command; see [Ruleset].
    record Landlock(Ruleset rules) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.LANDLOCK;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u64(rules.files()).u64(rules.ports()).u64(rules.scoped());
            rules.rules().forEach(r -> out.u64(r.access()).u64(r.port()).text(r.path()));
        }
    }

    /// unshare(2), for the cgroup namespace.
    record Unshare(int flags) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.UNSHARE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(flags);
        }
    }

    /// sethostname(2) and setdomainname(2).
    record Uts(String hostname, String domainname) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.UTS;
        }

        @Override
        public void encode(PlanWriter out) {
            out.text(hostname).text(domainname);
        }
    }

    /// Sets `lo` up.
    record Loopback() implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.LOOPBACK;
        }

        @Override
        public void encode(PlanWriter out) {}
    }

    /// setrlimit(2); -1 = no limit.
    record Rlimit(Limit limit) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.RLIMIT;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32(limit.resource().number())
                    .u64(limit.soft())
                    .u64(limit.hard())
                    .text(limit.resource().name());
        }
    }

    /// Where descriptors 0–2 come from; `dev` and `pts` are slots, 0 = by path (exec).
    record Stdio(StdioPlan plan, int dev, int pts) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.STDIO;
        }

        @Override
        public void encode(PlanWriter out) {
            plan.encode(out, dev, pts);
        }
    }

    /// Folder for console.log and exit.json, size at which the log is rotated.
    record State(Fd directory, int logMaxBytes) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.STATE;
        }

        @Override
        public void encode(PlanWriter out) {
            out.fd(directory).u32(logMaxBytes);
        }
    }

    /// Ids inside, umask, supplementary groups (at most 64).
    record User(int uid, int gid, int umask, List<Integer> groups) implements StageOp {
        private static final int MAX_GROUPS = 64;

        @Override
        public OpCode code() {
            return OpCode.USER;
        }

        @Override
        public void encode(PlanWriter out) {
            if (groups.size() > MAX_GROUPS) {
                throw new IllegalArgumentException("more than " + MAX_GROUPS + " groups");
            }
            out.u32(uid).u32(gid).u32(umask).u32(groups.size());
            groups.forEach(out::u32);
            for (int i = groups.size(); i < MAX_GROUPS; i++) {
                out.u32(0); // the record has one size
            }
        }
    }

    /// Capability sets, securebits and no_new_privs.
    record Caps(CapSets sets, boolean noNewPrivileges) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.CAPS;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u64(sets.bounding()).u64(sets.permitted()).u64(sets.effective());
            out.u64(sets.inheritable()).u64(sets.ambient());
            out.u32(sets.securebits()).u32(noNewPrivileges ? 1 : 0);
        }
    }

    /// A filter program: `struct sock_filter` after `struct sock_filter`.
    record Seccomp(byte[] program) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.SECCOMP;
        }

        @Override
        public void encode(PlanWriter out) {
            out.bytes(program);
        }
    }

    /// What runs, and how.
    record Run(boolean reaper, boolean waitForGo, String cwd, List<String> argv, List<String> env) implements StageOp {
        @Override
        public OpCode code() {
            return OpCode.RUN;
        }

        @Override
        public void encode(PlanWriter out) {
            out.u32((reaper ? 1 : 0) | (waitForGo ? 2 : 0)).text(cwd);
            out.u32(argv.size()).u32(env.size()).texts(argv).texts(env);
        }
    }
}
