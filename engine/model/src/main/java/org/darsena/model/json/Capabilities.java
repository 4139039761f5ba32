package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Show;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;

/// Capabilities in the spellings people use: `net_admin`, `NET_ADMIN`, `CAP_NET_ADMIN`; `all` is every one.
final class Capabilities {
    private Capabilities() {}

    static Set<Capability> read(Fields f, String key) {
        var set = EnumSet.noneOf(Capability.class);
        f.list(key, (v, at) -> add(set, v, at, f));
        return set;
    }

    /// The sets that are there, by their names.
    static Map<CapabilitySet, Set<Capability>> sets(Fields f) {
        var sets = new EnumMap<CapabilitySet, Set<Capability>>(CapabilitySet.class);
        for (CapabilitySet set : CapabilitySet.values()) {
            String key = Words.of(set);
            if (f.get(key).isPresent()) {
                sets.put(set, read(f, key));
            }
        }
        return sets;
    }

    private static Boolean add(Set<Capability> set, JsonNode value, String at, Fields f) {
        if (!value.isTextual()) {
            f.findings().error("json.type", at, Show.value(value.toString()), "string");
            return false;
        }
        String word = value.textValue();
        if (word.equalsIgnoreCase("all")) {
            return set.addAll(EnumSet.allOf(Capability.class));
        }
        Optional<Capability> found = Capability.named(word);
        if (found.isEmpty()) {
            f.findings().error("caps.unknown", at, Show.value(word));
        }
        return found.map(set::add).orElse(false);
    }
}
