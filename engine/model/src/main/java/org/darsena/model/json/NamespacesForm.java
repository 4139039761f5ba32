package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Show;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NamespaceSettings;
import org.jspecify.annotations.Nullable;

/// `namespaces`: a list of those that are its own, the others being the host's; or an object that says of each kind
/// `own`, `host` or `container:NAME`, where one left out is as usual. Beside it `domainname` and `clocks`.
///
/// @param present those that are not the host's
record NamespacesForm(Set<Namespace> present, NamespaceSettings settings) {
    private static final String KEY = "namespaces";
    private static final String CONTAINER = "container:";
    private static final String FORM = "own, host, container:NAME";

    static NamespacesForm read(Fields f) {
        Map<Namespace, String> shared = new EnumMap<>(Namespace.class);
        Set<Namespace> present = f.get(KEY).filter(JsonNode::isObject).isPresent()
                ? each(f, shared)
                : f.setOf(KEY, Namespace.class, Namespace.OWN_BY_DEFAULT);
        String domainname = f.textOrNull("domainname");
        NamespaceSettings settings = ContainerForm.part(
                f,
                "clocks",
                new NamespaceSettings(shared, domainname, 0, 0),
                c -> new NamespaceSettings(shared, domainname, seconds(c, "monotonic"), seconds(c, "boottime")));
        return new NamespacesForm(present, settings);
    }

    /// Throws nothing: what is no whole number of seconds is found wrong by the rules.
    private static long seconds(Fields f, String key) {
        double seconds = f.number(key, 0);
        if (seconds != Math.rint(seconds)) {
            f.get(key).ifPresent(v -> f.wrong(key, v, "integer"));
            return 0;
        }
        return (long) seconds;
    }

    private static Set<Namespace> each(Fields f, Map<Namespace, String> shared) {
        Set<Namespace> present = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        f.map(KEY, (value, at) -> value).forEach((key, value) -> {
            String at = Pointer.key(f.place(KEY), key);
            Optional<Namespace> kind = kind(key);
            if (kind.isEmpty()) {
                f.findings().error("json.choice", at, Show.value(key), String.join(", ", kinds()));
            } else if (!value.isTextual() || !say(value.textValue(), kind.get(), present, shared)) {
                String shown = value.isTextual() ? value.textValue() : value.toString();
                f.findings().error("json.choice", at, Show.value(shown), FORM);
            }
        });
        return present;
    }

    private static boolean say(String word, Namespace kind, Set<Namespace> present, Map<Namespace, String> shared) {
        present.add(kind);
        switch (word) {
            case "own" -> {}
            case "host" -> present.remove(kind);
            default -> {
                if (!word.startsWith(CONTAINER) || word.length() == CONTAINER.length()) {
                    return false;
                }
                shared.put(kind, word.substring(CONTAINER.length()));
            }
        }
        return true;
    }

    private static Optional<Namespace> kind(String word) {
        for (Namespace kind : Namespace.values()) {
            if (Words.of(kind).equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static java.util.List<String> kinds() {
        return EnumSet.allOf(Namespace.class).stream().map(Words::of).toList();
    }

    /// The list, where that says it all.
    static JsonNode write(ContainerSpec spec) {
        Map<Namespace, String> shared = spec.spaces().shared();
        if (shared.isEmpty()) {
            return Out.texts(spec.namespaces().stream().map(Words::of).toList());
        }
        Out out = new Out();
        for (Namespace kind : Namespace.values()) {
            String other = shared.get(kind);
            String word = spec.namespaces().contains(kind) ? "own" : "host";
            out.put(Words.of(kind), other == null ? word : CONTAINER + other);
        }
        return out.node();
    }

    /// Null: as the machine's.
    static @Nullable ObjectNode clocks(NamespaceSettings settings) {
        return settings.shifted()
                ? new Out()
                        .put("monotonic", settings.monotonic())
                        .put("boottime", settings.boottime())
                        .node()
                : null;
    }
}
