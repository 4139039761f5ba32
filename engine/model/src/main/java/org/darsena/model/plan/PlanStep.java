package org.darsena.model.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Copies;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security.Seccomp;
import org.darsena.model.plan.Facts.IdRange;
import org.jspecify.annotations.Nullable;

/// One thing the engine does to start a container. Each carries all that is needed to do it.
public sealed interface PlanStep {

    /// Makes the container's folder in each cgroup tree.
    record MakeCgroup(List<String> folders) implements PlanStep {
        public MakeCgroup {
            folders = List.copyOf(folders);
        }
    }

    /// Writes one value of a cgroup.
    ///
    /// @param folder the container's folder in the controller's tree
    /// @param value the empty one: as the folder above has it
    /// @param optional whether a kernel without that file is fine
    record SetLimit(String controller, String folder, String file, String value, boolean optional)
            implements PlanStep {}

    /// Limits the devices of a cgroup v2 to these, by a BPF program; all else is denied.
    record LimitDevices(String folder, List<DeviceRule> allowed) implements PlanStep {
        public LimitDevices {
            allowed = List.copyOf(allowed);
        }
    }

    /// Lets the container's root make cgroups below its own; its limits stay out of reach.
    ///
    /// @param folder of version 2
    record Delegate(String folder, long owner) implements PlanStep {}

    /// Forks the container's first process with namespaces of its own. `cgroup` is not among them: that one is left
    /// for [NewNamespace], when the process stands where it shall.
    record MakeNamespaces(Set<Namespace> namespaces) implements PlanStep {}

    /// Joins namespaces that were made before, by their nsfs files, and forks the first process from there.
    record JoinNamespaces(Map<Namespace, String> files) implements PlanStep {}

    /// Joins namespaces of another container, as long as it runs, and forks the first process from there.
    ///
    /// @param containers each kind with the container's name
    record ShareNamespaces(Map<Namespace, String> containers) implements PlanStep {
        public ShareNamespaces {
            containers = Copies.of(containers);
        }
    }

    /// Makes a time namespace whose clocks are that many seconds ahead; who is forked from there lives by them.
    record ShiftClocks(long monotonic, long boottime) implements PlanStep {}

    /// Maps ids inside, from 0 on, to the host's.
    record MapIds(IdRange host) implements PlanStep {}

    /// An overlay: layers read-only, changes go to `upper`; where there is no `work`, nothing is written, and `upper`
    /// is a layer like the others.
    ///
    /// @param shifted whether layers are id-mapped, so that files of the host's root are the container's root's
    record LayRoot(
            List<String> layers, String upper, @Nullable String work, boolean shifted) implements PlanStep {
        public LayRoot {
            layers = List.copyOf(layers);
        }
    }

    /// Shows a tree of the host's at `target` of the root.
    ///
    /// @param shifted whether it is id-mapped
    record BindTree(String source, String target, boolean readOnly, boolean shifted) implements PlanStep {}

    /// Puts the first process into its cgroups, all trees in one burst.
    record AttachCgroup(List<String> folders) implements PlanStep {
        public AttachCgroup {
            folders = List.copyOf(folders);
        }
    }

    /// Changes into the root; the old one is let go.
    record ChangeRoot() implements PlanStep {}

    /// A namespace made once the process stands where it shall: `cgroup`, after the attach.
    record NewNamespace(Namespace namespace) implements PlanStep {}

    /// @param domain null: none
    record SetHostname(String name, @Nullable String domain) implements PlanStep {}

    /// Mounts a file system made by the kernel.
    ///
    /// @param flags of mount(8): `nosuid`, `ro` …
    /// @param data options of the file system: `mode=755` …
    record MountKernel(String type, String target, List<String> flags, List<String> data) implements PlanStep {
        public MountKernel {
            flags = List.copyOf(flags);
            data = List.copyOf(data);
        }
    }

    /// The few devices everyone needs, bound from the host's, and links to the usual places.
    ///
    /// @param links path in /dev → target
    record MakeDevices(List<String> devices, Map<String, String> links) implements PlanStep {
        public MakeDevices {
            devices = List.copyOf(devices);
            links = Copies.of(links);
        }
    }

    /// Mounts what the spec asks for: an open file that came with it, or a file system in memory.
    record Mount(MountSpec mount) implements PlanStep {}

    /// Covers what tells of the host: files by /dev/null, folders by an empty one.
    record MaskPaths(List<String> paths) implements PlanStep {
        public MaskPaths {
            paths = List.copyOf(paths);
        }
    }

    record ReadOnlyPaths(List<String> paths, List<String> writableBelow) implements PlanStep {
        public ReadOnlyPaths {
            paths = List.copyOf(paths);
            writableBelow = List.copyOf(writableBelow);
        }
    }

    /// Makes a veth; its far end is put into the container under `name`.
    ///
    /// @param bridge null: the host's end goes into another container, `peer`
    record PlugLink(
            String name,
            String hostEnd,
            @Nullable String bridge,
            @Nullable String peer,
            @Nullable String mac,
            @Nullable Integer mtu)
            implements PlanStep {}

    /// Sets an interface up, inside.
    record LinkUp(String name) implements PlanStep {}

    record AddAddress(String name, String address) implements PlanStep {}

    record AddRoute(String to, String via) implements PlanStep {}

    /// Writes below /proc/sys/net of its own network namespace. `key` with dots.
    record SetSysctl(String key, String value) implements PlanStep {}

    /// Becomes the user who runs the command.
    record SetUser(int uid, int gid) implements PlanStep {}

    /// Switches root's special treatment off, in part.
    record SetSecureBits(Set<SecureBit> bits) implements PlanStep {}

    /// Gives up all capabilities but these, for good.
    record LimitCapabilities(CapabilitySets sets) implements PlanStep {
        /// What is taken out of the bounding set.
        public Set<Capability> drop() {
            Set<Capability> drop = EnumSet.allOf(Capability.class);
            drop.removeAll(sets.bounding());
            return drop;
        }
    }

    /// From now on no program gains rights by being executed.
    record NoNewPrivileges() implements PlanStep {}

    /// @param instructions 0: not known
    record LoadFilter(Seccomp profile, int instructions) implements PlanStep {}

    /// Has the command enter strict mode before its first instruction.
    record EnterStrict() implements PlanStep {}

    /// Starts the command, below a small init of ours where `process.reaper()`.
    record Execute(ProcessSpec process) implements PlanStep {}
}
