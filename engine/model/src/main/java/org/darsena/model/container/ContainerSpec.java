package org.darsena.model.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.darsena.model.Copies;
import org.jspecify.annotations.Nullable;

/// What a person asks for: the whole of a container as a document. Data only; `org.darsena.model.json.SpecReader`
/// reads and validates it.
///
/// @param schema version of this document's form; today [#SCHEMA]
/// @param name unique among its owner's containers: 1–63 of `a-z A-Z 0-9 . _ -`, beginning with a letter or
///     digit
/// @param kind what it is at heart; see [Kind]
/// @param image id of the image below its root; `host` is the machine's own /usr under a fresh /etc, /var,
///     /root
/// @param hostname its UTS nodename; null: the name
/// @param process what runs in it as pid 1 (or below its reaper)
/// @param namespaces those that are not the host's: its own, or another container's by `spaces`
/// @param resources limits
/// @param security capabilities, seccomp, no_new_privs
/// @param networks its interfaces besides `lo`, in order; empty: only `lo`
/// @param files files laid into its root before the first start
/// @param sysctls `net.*` keys only, set in its own network namespace; written with dots, or `net/…` with slashes
///     where an interface has a dot in its name
/// @param labels free words for filters; keys beginning with `darsena.` are ours
/// @param root whether what is written into its root stays
/// @param spaces how its namespaces are made
/// @param bundle what it is beyond that as an OCI bundle, in whose root file system it then stands; null: it is none
/// @param tree what is mounted, covered or read-only in it
public record ContainerSpec(
        int schema,
        String name,
        Kind kind,
        String image,
        @Nullable String hostname,
        ProcessSpec process,
        Set<Namespace> namespaces,
        Resources resources,
        Security security,
        List<NetworkSpec> networks,
        List<FileSpec> files,
        Map<String, String> sysctls,
        Map<String, String> labels,
        Root root,
        NamespaceSettings spaces,
        @Nullable Bundle bundle,
        MountTree tree) {

    public static final int SCHEMA = 1;

    public ContainerSpec {
        namespaces = Copies.of(namespaces);
        networks = List.copyOf(networks);
        files = List.copyOf(files);
        sysctls = Copies.of(sysctls);
        labels = Copies.of(labels);
    }

    /// With namespaces made in the usual way, no bundle, and nothing mounted.
    public ContainerSpec(
            int schema,
            String name,
            Kind kind,
            String image,
            @Nullable String hostname,
            ProcessSpec process,
            Set<Namespace> namespaces,
            Resources resources,
            Security security,
            List<NetworkSpec> networks,
            List<FileSpec> files,
            Map<String, String> sysctls,
            Map<String, String> labels,
            Root root) {
        this(
                schema,
                name,
                kind,
                image,
                hostname,
                process,
                namespaces,
                resources,
                security,
                networks,
                files,
                sysctls,
                labels,
                root,
                NamespaceSettings.DEFAULT,
                null,
                MountTree.DEFAULT);
    }

    /// Whether it gets a new namespace of this kind, neither the host's nor another container's.
    public boolean owns(Namespace namespace) {
        return namespaces.contains(namespace) && !spaces.shared().containsKey(namespace);
    }

    /// Whether a network namespace belongs to its user namespace, or both are the host's to give: only then may it
    /// set up interfaces there, and have a /sys, which shows them.
    public boolean rulesNetwork() {
        String net = spaces.shared().get(Namespace.NET);
        boolean user = namespaces.contains(Namespace.USER);
        return namespaces.contains(Namespace.NET)
                && (net == null || !user || net.equals(spaces.shared().get(Namespace.USER)));
    }

    /// The two kinds of container.
    public enum Kind {
        /// like a machine: a root that it keeps, and, unless it has our reaper, an init as pid 1; without `argv` the
        /// one found in its image
        SYSTEM,
        /// one program, below our reaper, with a root that it cannot change unless asked for
        APPLICATION;

        /// What a root is where nothing is said.
        public Root root() {
            return this == SYSTEM ? Root.WRITABLE : Root.READ_ONLY;
        }
    }

    /// What may be written into a container's root.
    public enum Root {
        /// all of it, and it is kept until the container is removed
        WRITABLE,
        /// nothing but what is in memory ([org.darsena.model.plan.Surroundings#SCRATCH]) and gone with each run
        READ_ONLY
    }

    /// Whether pid 1 is an init of its own, to be treated as systemd's container interface asks.
    public boolean boots() {
        return kind == Kind.SYSTEM && !process.reaper();
    }

    /// Whether a layer to write in is laid, be its root read-only from the first program on: places to mount upon may
    /// have to be made.
    public boolean laysUpper() {
        return root == Root.WRITABLE || bundle != null || !tree.mounts().isEmpty();
    }

    /// Whether its root manages a sub-tree of cgroup version 2, where there is one. An init wants to.
    public boolean managesCgroups() {
        return resources.more().delegate() || boots() && DELEGABLE.stream().allMatch(this::owns);
    }

    /// Own namespaces without which no cgroups can be handed over.
    public static final Set<Namespace> DELEGABLE = Set.of(Namespace.USER, Namespace.NET, Namespace.CGROUP);

    /// A system with every default, which boots the init of its image.
    public static ContainerSpec system(String name) {
        return of(name, List.of()).with(c -> {
            c.kind = Kind.SYSTEM;
            c.process = ProcessSpec.INIT;
            c.security = Security.SYSTEM;
            c.root = Root.WRITABLE;
        });
    }

    /// An application with every default: its own namespaces (user included), Docker's capabilities, NAT to the
    /// outside, a root that is read-only.
    public static ContainerSpec of(String name, List<String> argv) {
        return new ContainerSpec(
                SCHEMA,
                name,
                Kind.APPLICATION,
                "host",
                null,
                ProcessSpec.of(argv),
                Namespace.OWN_BY_DEFAULT,
                Resources.DEFAULT,
                Security.DEFAULT,
                List.of(NetworkSpec.nat("eth0")),
                List.of(),
                Map.of(),
                Map.of(),
                Root.READ_ONLY);
    }

    /// A copy in which some parts are others.
    public ContainerSpec with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /// The parts of a copy before it is made.
    public static final class Draft {
        private final int schema;
        public String name;
        public Kind kind;
        public String image;
        public @Nullable String hostname;
        public ProcessSpec process;
        public Set<Namespace> namespaces;
        public Resources resources;
        public Security security;
        public List<NetworkSpec> networks;
        public List<FileSpec> files;
        public Map<String, String> sysctls;
        public Map<String, String> labels;
        public Root root;
        public NamespaceSettings spaces;
        public @Nullable Bundle bundle;
        public MountTree tree;

        private Draft(ContainerSpec spec) {
            schema = spec.schema;
            name = spec.name;
            kind = spec.kind;
            image = spec.image;
            hostname = spec.hostname;
            process = spec.process;
            namespaces = spec.namespaces;
            resources = spec.resources;
            security = spec.security;
            networks = spec.networks;
            files = spec.files;
            sysctls = spec.sysctls;
            labels = spec.labels;
            root = spec.root;
            spaces = spec.spaces;
            bundle = spec.bundle;
            tree = spec.tree;
        }

        private ContainerSpec spec() {
            return new ContainerSpec(
                    schema,
                    name,
                    kind,
                    image,
                    hostname,
                    process,
                    namespaces,
                    resources,
                    security,
                    networks,
                    files,
                    sysctls,
                    labels,
                    root,
                    spaces,
                    bundle,
                    tree);
        }
    }
}
