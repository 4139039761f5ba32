package org.darsena.helper.auth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.CallFailed;
import org.darsena.helper.bus.Caller;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks polkit, naming the caller by its connection and nothing else (CVE-2013-4288: a process id may be another's by
/// the time it is looked at). Every failure is a refusal.
public final class Polkit implements Authority {
    private static final Logger LOG = LoggerFactory.getLogger(Polkit.class);
    private static final String NAME = "org.freedesktop.PolicyKit1";
    private static final String PATH = "/org/freedesktop/PolicyKit1/Authority";
    private static final String IFACE = "org.freedesktop.PolicyKit1.Authority";
    private static final String CANCELLED = "org.freedesktop.PolicyKit1.Error.Cancelled";
    private static final int ALLOW_USER_INTERACTION = 1;
    private static final int CANCEL_ATTEMPTS = 20;

    private final AtomicLong serial = new AtomicLong();
    private final Bus bus;
    private final Duration quick;
    private final Duration patient;

    public Polkit(Bus bus) {
        this(bus, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /// @param quick how long an answer without a prompt may take
    /// @param patient how long a person may take
    Polkit(Bus bus, Duration quick, Duration patient) {
        this.bus = bus;
        this.quick = quick;
        this.patient = patient;
    }

    @Override
    public String name() {
        return "polkit";
    }

    @Override
    public Verdict check(Caller caller, Ask ask, boolean mayPrompt, Cancellation cancellation) {
        // polkit keeps these ids apart by connection: they need be unique among ours only
        String id = "darsena-" + serial.incrementAndGet();
        AtomicBoolean answered = new AtomicBoolean();
        try (var hook = cancellation.onCancel(() -> cancel(id, answered))) {
            if (cancellation.cancelled()) {
                return Verdict.CANCELLED;
            }
            Object[] reply = bus.call(
                    new Bus.Wait(mayPrompt ? patient : quick, () -> !cancellation.cancelled()),
                    NAME,
                    PATH,
                    IFACE,
                    "CheckAuthorization",
                    "(sa{sv})sa{ss}us",
                    subject(caller),
                    ask.action().id(),
                    ask.details(),
                    new UInt32(mayPrompt ? ALLOW_USER_INTERACTION : 0),
                    id);
            // taking a dialog away makes polkit answer no
            return cancellation.cancelled() ? Verdict.CANCELLED : verdict(reply);
        } catch (CallFailed e) {
            if (e.error().equals(CANCELLED) || cancellation.cancelled()) {
                return Verdict.CANCELLED;
            }
            if (e.error().equals(CallFailed.NO_REPLY)) {
                cancel(id, answered);
            }
            LOG.warn("polkit did not answer about {}: {}", ask.action().id(), e.getMessage());
            return Verdict.NO_AUTHORITY;
        } finally {
            answered.set(true);
        }
    }

    private static Object[] subject(Caller caller) {
        return new Object[] {"system-bus-name", Map.of("name", new Variant<>(caller.name()))};
    }

    /// The reply is `(bba{ss})`: authorised, a challenge would do, details.
    private static Verdict verdict(Object[] reply) {
        if (reply.length != 1
                || !(reply[0] instanceof Object[] result)
                || result.length != 3
                || !(result[0] instanceof Boolean authorised)
                || !(result[1] instanceof Boolean challenge)
                || !(result[2] instanceof Map<?, ?> details)) {
            return Verdict.NO_AUTHORITY;
        }
        if (authorised) {
            return Verdict.ALLOWED;
        }
        if (details.containsKey("polkit.dismissed")) {
            return Verdict.DISMISSED;
        }
        return challenge ? Verdict.NEEDS_AUTHENTICATION : Verdict.DENIED;
    }

    /// Takes the dialog away. The check then ends by itself with the error Cancelled. Tried again for a while, since
    /// it may overtake the check itself.
    private void cancel(String id, AtomicBoolean answered) {
        Thread.ofVirtual().name("polkit-cancel").start(() -> {
            for (int attempt = 0; attempt < CANCEL_ATTEMPTS; attempt++) {
                try {
                    bus.call(NAME, PATH, IFACE, "CancelCheckAuthorization", "s", quick, id);
                    return;
                } catch (CallFailed e) {
                    LOG.debug("cancel {}", id, e);
                }
                if (answered.get() || !pause()) {
                    return;
                }
            }
        });
    }

    private static boolean pause() {
        try {
            Thread.sleep(50);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
