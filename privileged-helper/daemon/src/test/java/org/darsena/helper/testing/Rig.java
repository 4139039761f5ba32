package org.darsena.helper.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Authority;
import org.darsena.helper.auth.Polkit;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.objects.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A helper with an engine in memory on a bus with a real polkitd, and clients of several users.
public final class Rig implements AutoCloseable {
    /// Alice may do everything with what is hers.
    public static final String ALICE_MAY = """
        polkit.addRule(function(action, subject) {
            if (subject.user == "daralice" && action.id.indexOf("org.darsena.helper.") == 0
                    && action.id.indexOf("-others") < 0 && action.id.indexOf("privileged") < 0
                    && action.id.indexOf(".host-") < 0) {
                return polkit.Result.YES;
            }
        });
        """;

    /// Bob too.
    public static final String BOB_MAY = ALICE_MAY.replace("daralice", "darbob");

    private final TestBus bus;
    private final MemoryEngine engine;
    private final Service service;
    private final List<Client> clients = new ArrayList<>();
    private final AtomicReference<@Nullable String> gone = new AtomicReference<>();

    private Rig(TestBus bus, Function<Bus, Authority> authority) throws Exception {
        this.bus = bus;
        Path state = Files.createDirectory(bus.folder().resolve("state"));
        this.engine = new MemoryEngine(state);
        Audit audit = new Audit(state);
        this.service = Service.open(new Service.Setup(bus.address(), engine, authority, audit, "test", gone::set));
    }

    public static Rig withPolkit(String rules) throws Exception {
        return with(rules, Polkit::new);
    }

    public static Rig with(String rules, Function<Bus, Authority> authority) throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root: makes users of its own");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/dbus-daemon")), "needs dbus-daemon");
        Assumptions.assumeTrue(TestBus.hasPolkit(), "needs polkitd");
        TestBus bus = TestBus.start(rules);
        try {
            return new Rig(bus, authority);
        } catch (Exception e) {
            bus.close();
            throw e;
        }
    }

    public TestBus bus() {
        return bus;
    }

    public MemoryEngine engine() {
        return engine;
    }

    public Service service() {
        return service;
    }

    public List<String> auditLines() throws Exception {
        List<String> lines = new ArrayList<>();
        try (var files = Files.newDirectoryStream(bus.folder().resolve("state/audit"))) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /// What the service said of the bus's end.
    public String awaitGone() {
        Await.until(Duration.ofSeconds(10), "word of the bus's end", () -> gone.get() != null);
        return String.valueOf(gone.get());
    }

    public Client client(int uid) {
        Client client = Client.connect(bus.address(), uid);
        clients.add(client);
        return client;
    }

    public Client alice() {
        return client(TestBus.ALICE);
    }

    public Client bob() {
        return client(TestBus.BOB);
    }

    public Client root() {
        return client(0);
    }

    @Override
    public void close() throws Exception {
        engine.release();
        clients.forEach(Client::close);
        service.close(10);
        bus.close();
    }
}
