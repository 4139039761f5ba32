package org.darsena.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.app.cli.Documents.Read;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Lsm;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;
import org.darsena.model.json.OciBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `create` and `run` can say about a container; what is not said stays as it is in the spec they
/// begin with.
final class SpecOptions {
    private static final String NONE = "none";

    @Option(names = "--spec", paramLabel = "FILE")
    @Nullable
    Path spec;

    @Option(names = "--bundle", paramLabel = "DIR")
    @Nullable
    Path bundle;

    private @Nullable OciBundle configuration;

    @Option(names = "--kind", paramLabel = "application|system")
    @Nullable
    String kind;

    @Option(names = "--root", paramLabel = "read-only|writable")
    @Nullable
    String root;

    @Option(names = "--image", paramLabel = "IMAGE")
    @Nullable
    String image;

    @Option(names = "--hostname", paramLabel = "NAME")
    @Nullable
    String hostname;

    @Mixin
    final LimitOptions limits = new LimitOptions();

    @Mixin
    final CapabilityOptions capabilities = new CapabilityOptions();

    @Option(names = "--no-new-privs", arity = "0..1", fallbackValue = "on", paramLabel = "on|off")
    @Nullable
    String noNewPrivileges;

    @Option(names = "--seccomp", paramLabel = "default|learn|strict|unconfined|FILE")
    @Nullable
    String seccomp;

    @Option(names = "--apparmor", paramLabel = "auto|prefer|require|complain|unconfined")
    @Nullable
    String apparmor;

    @Option(names = "--landlock", paramLabel = "WHAT=…")
    List<String> landlock = List.of();

    @Mixin
    final MountOptions mounts = new MountOptions();

    @Mixin
    final NamespaceOptions namespaces = new NamespaceOptions();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE")
    List<String> env = List.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE")
    List<String> labels = List.of();

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "PATH")
    @Nullable
    String workdir;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "UID[:GID]")
    @Nullable
    String user;

    @Option(names = {"-t", "--terminal"})
    boolean terminal;

    @Option(names = "--own-init")
    boolean ownInit;

    @Option(names = "--stop-signal", paramLabel = "SIGNAL")
    @Nullable
    String stopSignal;

    @Option(names = "--stop-seconds", paramLabel = "SECONDS")
    @Nullable
    Integer stopSeconds;

    @Option(names = "--network", paramLabel = "nat|none|bridge:NAME|pair:NAME")
    List<String> networks = List.of();

    @Option(names = "--file", paramLabel = "PATH=LOCALFILE")
    List<String> files = List.of();

    @Option(names = "--sysctl", paramLabel = "KEY=VALUE")
    List<String> sysctls = List.of();

    /// The spec that results, not validated yet.
    ContainerSpec build(Run run, @Nullable String name, List<String> argv) {
        var words = new OptionWords(run);
        ContainerSpec base = base(run, words, name, argv);
        ProcessSpec process = process(words, base.process(), argv, run);
        NamespaceOptions.Said spaces = namespaces.build(words, base.namespaces(), base.spaces());
        return new ContainerSpec(
                base.schema(),
                name == null ? base.name() : name,
                kind(words, base.kind()),
                image == null ? base.image() : image,
                hostname == null ? base.hostname() : hostname,
                process,
                spaces.present(),
                limits.build(words, base.resources()),
                security(run, words, base.security()),
                networks.isEmpty() ? unsaid(base, spaces) : networks(words),
                files.isEmpty() ? base.files() : files(run, words, base.files()),
                words.merged("--sysctl", base.sysctls(), sysctls),
                words.merged("--label", base.labels(), labels),
                root == null ? base.root() : words.choice("--root", root, ContainerSpec.Root.class),
                spaces.settings(),
                base.bundle(),
                mounts.build(words, base.tree()));
    }

    /// What of the bundle has to be opened for it, if there is one.
    void open(LentFiles files, Run run, ContainerSpec spec) {
        BundleFiles.open(files, run, bundle, configuration);
        MountSources.open(files, run, spec);
    }

    private ContainerSpec.Kind kind(OptionWords words, ContainerSpec.Kind base) {
        return kind == null ? base : words.choice("--kind", kind, ContainerSpec.Kind.class);
    }

    /// Whether it is to boot the init of its image: a system without a program.
    boolean boots(Run run, List<String> argv) {
        var words = new OptionWords(run);
        return argv.isEmpty()
                && spec == null
                && kind(words, ContainerSpec.Kind.APPLICATION) == ContainerSpec.Kind.SYSTEM;
    }

    private ContainerSpec base(Run run, OptionWords words, @Nullable String name, List<String> argv) {
        if (bundle != null) {
            if (spec != null) {
                throw words.wrong("--bundle", "--spec");
            }
            if (name == null) {
                throw words.missing("NAME");
            }
            configuration = new Documents(run).bundle(bundle, name);
            return configuration.spec();
        }
        if (spec != null) {
            Read<ContainerSpec> read = new Documents(run).spec(spec);
            ContainerSpec.Kind wanted = kind(words, read.value().kind());
            return wanted == read.value().kind()
                    ? read.value()
                    : read.value().with(c -> {
                        c.kind = wanted;
                        c.root = wanted.root();
                    });
        }
        if (name == null) {
            throw words.missing("NAME");
        }
        if (kind(words, ContainerSpec.Kind.APPLICATION) == ContainerSpec.Kind.APPLICATION) {
            return ContainerSpec.of(name, argv);
        }
        ContainerSpec system = ContainerSpec.system(name);
        boolean init = argv.isEmpty() || ownInit;
        return init
                ? system
                : system.with(
                        c -> { // a program that is no init has ours as its first process
                            c.process = ProcessSpec.of(argv);
                            c.security = Security.DEFAULT;
                        });
    }

    private ProcessSpec process(OptionWords words, ProcessSpec base, List<String> argv, Run run) {
        int[] ids = user == null ? new int[] {base.uid(), base.gid()} : words.user(user);
        return new ProcessSpec(
                argv.isEmpty() ? base.argv() : argv,
                words.environment("--env", base.env(), env, run.around().env()),
                workdir == null ? base.cwd() : workdir,
                ids[0],
                ids[1],
                terminal || base.terminal(),
                !ownInit && base.reaper(),
                stopSignal == null ? base.stopSignal() : VerbCommands.signalName(stopSignal),
                stopSeconds == null ? base.stopSeconds() : stopSeconds);
    }

    /// None in a network that is not its own, unless they stand in its spec.
    private List<NetworkSpec> unsaid(ContainerSpec base, NamespaceOptions.Said spaces) {
        boolean own = spaces.present().contains(Namespace.NET)
                && !spaces.settings().shared().containsKey(Namespace.NET);
        return own || spec != null || bundle != null ? base.networks() : List.of();
    }

    private Security security(Run run, OptionWords words, Security base) {
        return new Security(
                capabilities.add(words, base),
                capabilities.drop(words, base),
                capabilities.sets(words, base),
                capabilities.bits(words, base),
                noNewPrivileges == null ? base.noNewPrivileges() : words.onOff("--no-new-privs", noNewPrivileges),
                seccomp == null ? base.seccomp() : SeccompOption.read(run, words, seccomp),
                new Lsm(
                        apparmor == null
                                ? base.lsm().apparmor()
                                : words.choice("--apparmor", apparmor, Lsm.AppArmor.class),
                        LandlockOption.read(words, base.lsm().landlock(), landlock)));
    }

    /// In order `eth0`, `eth1` …; `none` leaves only `lo`. Addresses follow the network after commas.
    private List<NetworkSpec> networks(OptionWords words) {
        var all = new ArrayList<NetworkSpec>();
        for (String word : networks) {
            String[] parts = word.split(",", -1);
            String[] plug = parts[0].split(":", 2);
            String iface = "eth" + all.size();
            List<String> addresses = List.of(parts).subList(1, parts.length);
            switch (plug[0]) {
                case NONE -> {}
                case "nat" -> all.add(new NetworkSpec(iface, NetworkSpec.Type.NAT, null, addresses, null, null));
                case "bridge", "pair" ->
                    all.add(new NetworkSpec(
                            iface,
                            words.choice("--network", plug[0], NetworkSpec.Type.class),
                            plug.length < 2 ? null : plug[1],
                            addresses,
                            null,
                            null));
                default -> throw words.wrong("--network", word);
            }
        }
        return all;
    }

    private List<FileSpec> files(Run run, OptionWords words, List<FileSpec> base) {
        var all = new ArrayList<>(base);
        for (String word : files) {
            int at = word.indexOf('=');
            if (at < 1) {
                throw words.wrong("--file", word);
            }
            Path local = Path.of(word.substring(at + 1));
            try {
                all.add(new FileSpec(word.substring(0, at), Documents.text(local), Documents.mode(local), "0:0"));
            } catch (IOException e) {
                throw new CommandException(Exit.USAGE, new Documents(run).unreadable(local, e));
            }
        }
        return all;
    }
}
