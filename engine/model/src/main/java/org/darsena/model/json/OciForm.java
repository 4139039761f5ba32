package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.Show;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.container.Bundle.Rlimit;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NamespaceSettings;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;
import org.jspecify.annotations.Nullable;

/// The keys of a bundle's `config.json`. Of each that Dársena does not carry out it is said so by name; only
/// annotations
/// are of no consequence to a runtime.
final class OciForm {
    private static final Pattern VERSION = Pattern.compile("1\\.[0-2]\\.[0-9]+([-+].*)?");
    private static final int STOP_SECONDS = 10;

    private final Fields top;
    private final String name;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private String root = "";
    private boolean readOnlyRoot;
    private List<Integer> groups = List.of();
    private int umask = BundleForm.UMASK;
    private List<Rlimit> rlimits = List.of();
    private @Nullable Integer oomScore;
    private int rows = BundleForm.ROWS;
    private int columns = BundleForm.COLUMNS;
    private Map<CapabilitySet, Set<Capability>> capabilities = none();
    private boolean noNewPrivileges;

    OciForm(Fields top, String name) {
        this.top = top;
        this.name = name;
    }

    private static Map<CapabilitySet, Set<Capability>> none() {
        var none = new EnumMap<CapabilitySet, Set<Capability>>(CapabilitySet.class);
        for (CapabilitySet set : CapabilitySet.values()) {
            none.put(set, Set.of());
        }
        return none;
    }

    OciBundle read() {
        version();
        unsupported(top, "hooks", "solaris", "windows", "vm", "zos", "freebsd");
        top.get("annotations");
        top.require("root");
        ContainerForm.part(top, "root", "", this::root);
        top.require("process");
        ProcessSpec process = ContainerForm.part(top, "process", ProcessSpec.of(List.of()), this::process);
        List<Mount> mounts = some(top, "mounts") ? top.list("mounts", this::mount) : List.of();
        OciLinux linux = new OciLinux();
        ContainerForm.part(top, "linux", linux, linux::read);
        linux.missing(top);
        Bundle bundle = new Bundle(
                groups,
                umask,
                rlimits,
                oomScore,
                rows,
                columns,
                mounts,
                linux.devices,
                linux.masked,
                linux.readOnly,
                linux.sysctls);
        ContainerSpec spec = new ContainerSpec(
                ContainerSpec.SCHEMA,
                name,
                ContainerSpec.Kind.APPLICATION,
                "bundle",
                top.textOrNull("hostname"),
                process,
                linux.namespaces,
                linux.resources,
                new Security(Set.of(), Set.of(), capabilities, Set.of(), noNewPrivileges, linux.seccomp, Lsm.DEFAULT),
                List.of(),
                List.of(),
                linux.netSysctls,
                Map.of(),
                readOnlyRoot ? ContainerSpec.Root.READ_ONLY : ContainerSpec.Root.WRITABLE,
                new NamespaceSettings(Map.of(), top.textOrNull("domainname"), linux.monotonic, linux.boottime),
                bundle,
                MountTree.DEFAULT);
        return new OciBundle(spec, root, sources);
    }

    private void version() {
        String version = top.requiredText("ociVersion");
        if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
            top.findings().error("oci.version", "/ociVersion", Show.value(version), "1.0–1.2");
        }
    }

    /// Of what is there and says something.
    static void unsupported(Fields f, String... keys) {
        for (String key : keys) {
            f.get(key).filter(OciForm::says).ifPresent(v -> f.findings().error("oci.unsupported", f.place(key), key));
        }
    }

    private static boolean says(JsonNode value) {
        return !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty())
                && !(value.isBoolean() && !value.booleanValue())
                && !(value.isContainerNode() && value.isEmpty());
    }

    static boolean some(Fields f, String key) {
        return f.get(key).filter(v -> !v.isNull()).isPresent();
    }

    private String root(Fields f) {
        root = f.requiredText("path");
        readOnlyRoot = f.bool("readonly", false);
        if (f.get("path").isPresent() && root.isEmpty()) {
            f.wrong("path", f.get("path").get(), "path");
        }
        return root;
    }

    private ProcessSpec process(Fields f) {
        unsupported(f, "commandLine", "apparmorProfile", "selinuxLabel", "ioPriority", "scheduler", "execCPUAffinity");
        int[] ids = ContainerForm.part(f, "user", new int[2], this::user);
        ContainerForm.part(f, "consoleSize", 0, size -> {
            rows = size.integer("height", rows);
            columns = size.integer("width", columns);
            return 0;
        });
        rlimits = some(f, "rlimits")
                ? f.list("rlimits", (v, at) -> ContainerForm.item(v, at, f, OciForm::rlimit))
                : List.of();
        oomScore = f.integerOrNull("oomScoreAdj");
        noNewPrivileges = f.bool("noNewPrivileges", false);
        if (some(f, "capabilities")) {
            capabilities = ContainerForm.part(f, "capabilities", none(), c -> {
                var sets = none();
                sets.putAll(Capabilities.sets(c));
                return sets;
            });
        }
        f.require("args");
        f.require("cwd");
        return new ProcessSpec(
                f.texts("args"),
                some(f, "env") ? environment(f) : Map.of(),
                f.text("cwd", "/"),
                ids[0],
                ids[1],
                f.bool("terminal", false),
                false,
                "TERM",
                STOP_SECONDS);
    }

    private int[] user(Fields f) {
        unsupported(f, "username");
        groups = some(f, "additionalGids")
                ? f.list("additionalGids", (v, at) -> BundleForm.number(v, at, f))
                : List.of();
        umask = some(f, "umask") ? f.integer("umask", umask) : umask;
        return new int[] {f.integer("uid", 0), f.integer("gid", 0)};
    }

    private static Rlimit rlimit(Fields f) {
        String prefix = "RLIMIT_";
        String type = f.requiredText("type");
        f.require("soft");
        f.require("hard");
        if (!type.isEmpty() && !type.startsWith(prefix)) {
            f.findings().error("rlimit.unknown", f.place("type"), Show.value(type));
        }
        return new Rlimit(
                type.startsWith(prefix) ? type.substring(prefix.length()) : "NOFILE",
                SeccompForm.unsigned(f, "soft"),
                SeccompForm.unsigned(f, "hard"));
    }

    private static Map<String, String> environment(Fields f) {
        var env = new LinkedHashMap<String, String>();
        f.list("env", (v, at) -> {
            String text = v.isTextual() ? v.textValue() : "";
            int end = text.indexOf('=');
            if (end < 1) {
                f.findings().error("oci.env", at, Show.value(v.isTextual() ? text : v.toString()));
            } else {
                env.put(text.substring(0, end), text.substring(end + 1)); // the last one counts, as getenv(3) of Go
            }
            return at;
        });
        return env;
    }

    private Mount mount(JsonNode value, String at) {
        return ContainerForm.item(value, at, top, f -> {
            unsupported(f, "uidMappings", "gidMappings");
            String target = f.requiredText("destination");
            String type = some(f, "type") ? f.text("type", "") : "";
            var options = OciOptions.of(some(f, "options") ? f.texts("options") : List.of(), f);
            String source = some(f, "source") ? f.text("source", "") : "";
            boolean bind = options.bind || type.equals(Mount.BIND) || type.equals("rbind");
            if (bind) {
                f.require("source");
                sources.put(Bundle.source(Integer.parseInt(at.substring(at.lastIndexOf('/') + 1))), source);
                if (!options.data.isEmpty()) {
                    f.findings().error("oci.unsupported", f.place("options"), Show.value(options.data.getFirst()));
                }
            }
            return new Mount(target, bind ? Mount.BIND : type, source, options.flags, bind ? List.of() : options.data);
        });
    }

    /// Options of mount(8), told apart into what the mount has and what its file system takes.
    private static final class OciOptions {
        private static final Set<String> USUAL = Set.of(
                "rw",
                "suid",
                "dev",
                "exec",
                "relatime",
                "norelatime",
                "atime",
                "diratime",
                "async",
                "defaults",
                "nostrictatime",
                "symfollow",
                "private",
                "rprivate");
        private static final Set<String> OTHER = Set.of(
                "shared",
                "rshared",
                "slave",
                "rslave",
                "unbindable",
                "runbindable",
                "remount",
                "sync",
                "dirsync",
                "mand",
                "tmpcopyup",
                "idmap",
                "ridmap",
                "rro",
                "rrw",
                "rnosuid",
                "rsuid",
                "rnodev",
                "rdev",
                "rnoexec",
                "rexec",
                "rnodiratime",
                "rdiratime",
                "rrelatime",
                "rnorelatime",
                "rnoatime",
                "ratime",
                "rstrictatime",
                "rnostrictatime",
                "rsymfollow",
                "rnosymfollow",
                "iversion",
                "lazytime",
                "silent",
                "copy-symlink");

        final Set<String> flags = new java.util.TreeSet<>();
        final List<String> data = new java.util.ArrayList<>();
        boolean bind;

        static OciOptions of(List<String> options, Fields f) {
            var all = new OciOptions();
            for (int i = 0; i < options.size(); i++) {
                String option = options.get(i);
                String at = Pointer.item(f.place("options"), i);
                switch (option) {
                    case "bind" -> all.bind = true;
                    case "rbind" -> all.bind = all.flags.add("rbind");
                    case "rw", "suid", "dev", "exec" -> all.flags.remove(option.equals("rw") ? "ro" : "no" + option);
                    default -> {
                        if (Mount.FLAGS.contains(option)) {
                            all.flags.add(option);
                        } else if (OTHER.contains(option)) {
                            f.findings().error("oci.unsupported", at, option);
                        } else if (!USUAL.contains(option)) {
                            all.data.add(option);
                        }
                    }
                }
            }
            return all;
        }
    }

    static Optional<Namespace> namespace(String type) {
        return EnumSet.allOf(Namespace.class).stream()
                .filter(n -> switch (type) {
                    case "network" -> n == Namespace.NET;
                    case "net", "mnt" -> false;
                    default -> n.name().toLowerCase(Locale.ROOT).equals(type);
                })
                .findFirst();
    }
}
