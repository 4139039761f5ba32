package org.darsena.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.Names;
import org.jspecify.annotations.Nullable;

/// Errors of the bus and of the helper as [HelperException]s.
final class Failures {
    private static final String BUS = "org.freedesktop.DBus.Error.";

    /// What a helper built on dbus-java calls the same, after its classes.
    private static final String BUS_IN_JAVA = "org.freedesktop.dbus.errors.";

    private Failures() {}

    static HelperException broken() {
        return new HelperException(HelperException.BROKEN, Map.of());
    }

    /// Something came that is not of the contract.
    static HelperException unreadable(String where, Exception why) {
        return new HelperException(Errors.FAILED, Map.of("detail", where + ": " + why.getMessage()));
    }

    static HelperException noBus(BusAddress bus, @Nullable String why) {
        var args = new HashMap<>(Map.of("what", "bus", "bus", bus.address()));
        if (why != null) {
            args.put("detail", why);
        }
        return new HelperException(HelperException.ABSENT, args);
    }

    static HelperException shutOut(BusAddress bus) {
        return new HelperException(HelperException.ABSENT, Map.of("what", "closed", "bus", bus.address()));
    }

    static HelperException noHelper(BusAddress bus) {
        return new HelperException(HelperException.ABSENT, Map.of("bus", bus.address()));
    }

    static HelperException notActivated(BusAddress bus, HelperException why) {
        return new HelperException(
                HelperException.ABSENT,
                Map.of(
                        "what",
                        "activation",
                        "bus",
                        bus.address(),
                        "detail",
                        why.args().getOrDefault("detail", why.error())));
    }

    /// An error reply: its name, and its arguments as JSON in the first string.
    ///
    /// @param path of the object that was called
    static HelperException of(String name, @Nullable Object @Nullable [] parameters, String path) {
        String text = parameters != null && parameters.length > 0 && parameters[0] instanceof String s ? s : "";
        String known = name.replace(BUS_IN_JAVA, BUS);
        if (!known.startsWith(BUS)) {
            return isOfTheLine(name) ? broken() : new HelperException(name, args(text));
        }
        return switch (known.substring(BUS.length())) {
            case "ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected" -> broken();
            case "UnknownObject" -> gone(path);
            case "AccessDenied", "AuthFailed" -> new HelperException(Errors.DENIED, Map.of("detail", text));
            default -> new HelperException(Errors.FAILED, Map.of("detail", text.isEmpty() ? name : text));
        };
    }

    private static HelperException gone(String path) {
        String what = path.startsWith(Names.CONTAINERS)
                ? "container"
                : path.startsWith(Names.LABS) ? "lab" : path.startsWith(Names.JOBS) ? "job" : "object";
        return new HelperException(Errors.NOT_FOUND, Map.of("what", what, "id", Views.id(path)));
    }

    /// dbus-java answers waiting calls itself when the line breaks, with the Java exception's name.
    private static boolean isOfTheLine(String name) {
        return name.equals(IOException.class.getName())
                || name.startsWith("java.io.")
                || name.startsWith("java.nio.")
                || name.startsWith("java.net.")
                || name.startsWith("org.freedesktop.dbus.");
    }

    private static Map<String, String> args(String text) {
        if (!text.startsWith("{")) {
            return text.isEmpty() ? Map.of() : Map.of("detail", text);
        }
        try {
            var args = new HashMap<String, String>();
            new ObjectMapper()
                    .readTree(text)
                    .properties()
                    .forEach(e -> args.put(
                            e.getKey(),
                            e.getValue().isTextual()
                                    ? e.getValue().asText()
                                    : e.getValue().toString()));
            return args;
        } catch (JsonProcessingException e) {
            return Map.of("detail", text);
        }
    }
}
