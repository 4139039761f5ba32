package org.darsena.helper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Authority;
import org.darsena.helper.auth.Polkit;
import org.darsena.helper.auth.PrivateBus;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.BusException;
import org.darsena.helper.objects.Service;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.local.LocalEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The helper's life: from its options to the last job undone.
@Command(
        name = "darsena-helper",
        description = "Runs containers and labs for the users of this machine, over D-Bus.",
        mixinStandardHelpOptions = true,
        versionProvider = HelperCommand.Version.class,
        exitCodeOnExecutionException = HelperCommand.FAILED)
final class HelperCommand implements Callable<Integer> {
    static final int FAILED = 1;
    /// The bus went away; systemd starts us again.
    static final int BUS_GONE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(HelperCommand.class);
    private static final int MIN_FILES = 1024;
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]{1,9}) .*");
    private static final long UNDO_SECONDS = 30;
    private static final long LOOK_SECONDS = 1;

    @Option(names = "--bus", paramLabel = "ADDRESS", defaultValue = Bus.SYSTEM, description = "unix:path=…, or system")
    private String bus = Bus.SYSTEM;

    @Option(names = "--state", paramLabel = "DIR", defaultValue = "/var/lib/darsena")
    private Path state = Path.of("/var/lib/darsena");

    @Option(names = "--run", paramLabel = "DIR", defaultValue = "/run/darsena")
    private Path run = Path.of("/run/darsena");

    @Option(
            names = "--private-authority",
            paramLabel = "UID",
            description = "serve root and this user without polkit; not on the system bus")
    private @Nullable Integer privateUid;

    @Option(
            names = "--idle-exit",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "end after so long without a client or a job; 0: never")
    private int idleExit;

    @Option(
            names = "--ephemeral",
            description = "at the end, stop and remove every container and lab; for a run that shall leave nothing")
    private boolean ephemeral;

    // two helpers on one machine must not sweep each other's things away
    @Option(names = "--cgroup-parent", paramLabel = "NAME", hidden = true, defaultValue = "darsena")
    private String cgroupParent = "darsena";

    @Option(names = "--link-prefix", paramLabel = "ABC", hidden = true, defaultValue = "dar")
    private String linkPrefix = "dar";

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> busGone = new AtomicReference<>();

    @Override
    public Integer call() throws IOException, BusException, EngineException {
        requireRoot();
        requireDescriptors();
        requirePrivateBus();
        folder(state);
        folder(run);
        Path libraries = run.resolve("lib");
        folder(libraries);
        NativeLibraries.into(libraries);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
        Audit audit = new Audit(state);
        try (Marks _ = Marks.hold(Path.of("/run"), cgroupParent, linkPrefix);
                LocalEngine engine = engine()) {
            Service service =
                    Service.open(new Service.Setup(bus, engine, this::authority, audit, Version.text(), this::gone));
            System.out.println("darsena-helper ready on " + Bus.resolve(bus));
            System.out.flush();
            awaitEnd(service);
            LOG.info(ephemeral ? "ending, and containers with it" : "ending; containers go on");
            if (!service.close(UNDO_SECONDS)) {
                LOG.warn("work under way was not undone within {} s", UNDO_SECONDS);
            }
            if (ephemeral) {
                engine.destroyAll();
            }
        } finally {
            ended.countDown();
        }
        String why = busGone.get();
        if (why != null) {
            System.err.println("darsena-helper: the bus at " + Bus.resolve(bus) + " is gone (" + why
                    + "); containers go on, start the helper again once there is a bus");
            return BUS_GONE;
        }
        return 0;
    }

    private LocalEngine engine() throws IOException {
        try {
            return LocalEngine.open(
                    EngineConfig.of(state, run).withCgroupParent(cgroupParent).withLinkPrefix(linkPrefix));
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.EXISTS && e.args().containsValue("marks")) {
                throw new IOException(e.args().getOrDefault("detail", ""), e);
            }
            if (e.kind() == EngineException.Kind.EXISTS) {
                throw new IOException("another darsena-helper works on " + state, e);
            }
            throw new IOException("cannot take over the containers below " + state + ": " + e.getMessage(), e);
        }
    }

    private Authority authority(Bus connection) {
        return privateUid == null ? new Polkit(connection) : new PrivateBus(privateUid);
    }

    private void gone(String why) {
        busGone.set(why);
        end.countDown();
    }

    private void awaitEnd(Service service) {
        try {
            while (!end.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                if (idleExit > 0 && service.idleSeconds() >= idleExit) {
                    LOG.info("idle for {} s", idleExit);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// On SIGTERM the JVM ends as soon as its hooks have: so this one waits for the orderly end.
    private void stopAndWait() {
        end.countDown();
        try {
            if (!ended.await(UNDO_SECONDS + 15, TimeUnit.SECONDS)) {
                LOG.warn("no orderly end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireRoot() throws IOException {
        if (!Objects.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), 0)) {
            throw new IOException("must be run as root");
        }
    }

    /// The JVM has raised its soft limit to the hard one. What we start inherits it; a container's monitor keeps its
    /// descriptors from 500 on.
    private static void requireDescriptors() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            Matcher most = OPEN_FILES.matcher(line);
            if (most.matches() && Integer.parseInt(most.group(1)) < MIN_FILES) {
                throw new IOException("must be let open " + MIN_FILES + " files at least, and may open " + most.group(1)
                        + " (ulimit -n, or LimitNOFILE= of the service)");
            }
        }
    }

    /// Without polkit nobody may be served whom the bus lets in from outside.
    private void requirePrivateBus() throws IOException {
        if (privateUid == null) {
            return;
        }
        if (privateUid < 0) {
            throw new IOException("--private-authority: not a user id: " + privateUid);
        }
        String address = Bus.resolve(bus);
        Optional<Path> socket = address.startsWith("unix:path=")
                ? Optional.of(Path.of(address.substring("unix:path=".length()).split(",")[0]))
                : Optional.empty();
        Path system = Path.of("/run/dbus/system_bus_socket");
        if (bus.equals(Bus.SYSTEM)
                || address.equals(Bus.resolve(Bus.SYSTEM))
                || socket.isPresent() && Files.exists(system) && Files.isSameFile(socket.get(), system)) {
            throw new IOException("--private-authority is not for the system bus, where polkit decides");
        }
    }

    /// Made for root alone; one that others can write into is not used.
    private static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Objects.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS), 0)) {
            throw new IOException(folder + " does not belong to root");
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    static final class Version implements IVersionProvider {
        static String text() {
            return Objects.requireNonNullElse(HelperCommand.class.getPackage().getImplementationVersion(), "unknown");
        }

        @Override
        public String[] getVersion() {
            return new String[] {"darsena-helper " + text()};
        }
    }
}
