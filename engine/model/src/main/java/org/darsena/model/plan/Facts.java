package org.darsena.model.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Copies;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.jspecify.annotations.Nullable;

/// What a plan needs to know of the machine and of the place the container got on it. Observed by the engine;
/// [#preview] stands in for it where a container is only thought about.
///
/// @param id the container's
/// @param trees mounted cgroup hierarchies that are used
/// @param cgroupParent our folder in each of them
/// @param layers folders below its root, the uppermost first; paths or, for a preview, names
/// @param binds trees of the host that the image wants seen inside, such as /usr of the image `host`
/// @param folder where its own files are kept (`upper`, `work`, `console.log`)
/// @param ids the host's ids its own are mapped to; ignored without a user namespace
/// @param pinned namespaces made before and joined, with their nsfs files; for nodes of labs
/// @param wires how each interface is plugged, by its name
/// @param capabilities what this machine's root can give at all
/// @param filterLength instructions of the system-call filter; 0: not known yet
public record Facts(
        String id,
        List<CgroupTree> trees,
        String cgroupParent,
        List<String> layers,
        List<Bind> binds,
        String folder,
        IdRange ids,
        Map<Namespace, String> pinned,
        Map<String, Wire> wires,
        Set<Capability> capabilities,
        int filterLength) {

    /// Where the engine's pool of ids begins: systemd's table of uids has nothing there.
    private static final long FIRST_ID = 0x7000_0000L;

    public Facts {
        trees = List.copyOf(trees);
        layers = List.copyOf(layers);
        binds = List.copyOf(binds);
        pinned = Copies.of(pinned);
        wires = Copies.of(wires);
        capabilities = Copies.of(capabilities);
    }

    /// One mounted cgroup hierarchy.
    ///
    /// @param unified whether it is version 2
    /// @param files those that a folder in it has; empty: not known, and taken to be all
    public record CgroupTree(String mount, Set<String> controllers, boolean unified, Set<String> files) {
        public CgroupTree {
            controllers = Set.copyOf(controllers);
            files = Set.copyOf(files);
        }

        public CgroupTree(String mount, Set<String> controllers, boolean unified) {
            this(mount, controllers, unified, Set.of());
        }

        /// Whether the kernel has this file there.
        public boolean has(String file) {
            return files.isEmpty() || files.contains(file);
        }
    }

    /// A tree of the host's, seen inside at `target`.
    ///
    /// @param shifted whether what belongs to the host's root belongs to the container's root inside, who then may
    ///     read all of it; else only what everybody may read can be read inside
    public record Bind(String source, String target, boolean readOnly, boolean shifted) {}

    /// `count` ids from `first` on.
    public record IdRange(long first, int count) {
        public IdRange {
            if (first < 0 || count < 1) {
                throw new IllegalArgumentException("no range of ids: " + first + "+" + count);
            }
        }
    }

    /// What the engine chose for an interface.
    ///
    /// @param hostEnd name of the veth's other end
    /// @param bridge the bridge it is plugged into; null: straight into another container
    /// @param addresses in CIDR form, those of the spec or the one leased
    /// @param gateway where the default route goes; null: none by this interface
    public record Wire(
            String hostEnd,
            @Nullable String bridge,
            List<String> addresses,
            @Nullable String gateway) {
        public Wire {
            addresses = List.copyOf(addresses);
        }
    }

    /// Without binds.
    public Facts(
            String id,
            List<CgroupTree> trees,
            String cgroupParent,
            List<String> layers,
            String folder,
            IdRange ids,
            Map<Namespace, String> pinned,
            Map<String, Wire> wires,
            Set<Capability> capabilities,
            int filterLength) {
        this(id, trees, cgroupParent, layers, List.of(), folder, ids, pinned, wires, capabilities, filterLength);
    }

    /// The tree that steers `controller` by a file of its own.
    public Optional<CgroupTree> tree(String controller) {
        return trees.stream().filter(t -> t.controllers().contains(controller)).findFirst();
    }

    public Optional<CgroupTree> unified() {
        return trees.stream().filter(CgroupTree::unified).findFirst();
    }

    /// Whether there is nothing but one tree of version 2.
    public boolean onlyVersion2() {
        return trees.size() == 1 && trees.getFirst().unified();
    }

    /// What is the same for all containers of a machine.
    ///
    /// @param trees as above
    /// @param cgroupParent as above
    /// @param containers the folder that holds a folder for each container
    public record Machine(List<CgroupTree> trees, String cgroupParent, String containers) {
        /// One with cgroup v2 and our usual folders, where the real one is not known.
        public static final Machine USUAL = new Machine(
                List.of(new CgroupTree("/sys/fs/cgroup", Set.of("cpu", "memory", "pids", "io"), true)),
                "darsena",
                "/var/lib/darsena/containers");

        public Machine {
            trees = List.copyOf(trees);
        }
    }

    /// Facts of a usual machine with cgroup v2, for a container that is only thought about.
    public static Facts preview(String name, String image) {
        return preview(name, image, Machine.USUAL);
    }

    /// Facts for a container that is only thought about, on this machine; it goes by its name in place of an id.
    public static Facts preview(String name, String image, Machine machine) {
        return new Facts(
                name,
                machine.trees(),
                machine.cgroupParent(),
                List.of(image),
                image.equals("host") ? List.of(new Bind("/usr", "/usr", true, true)) : List.of(),
                machine.containers() + "/" + name,
                new IdRange(FIRST_ID, 65_536),
                Map.of(),
                Map.of(),
                Set.of(Capability.values()),
                0);
    }

    /// The same, for a lab's node that joins pinned namespaces.
    public Facts pinned(Map<Namespace, String> files) {
        return new Facts(id, trees, cgroupParent, layers, binds, folder, ids, files, wires, capabilities, filterLength);
    }
}
