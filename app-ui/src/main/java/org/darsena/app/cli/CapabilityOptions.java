package org.darsena.app.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;
import picocli.CommandLine.Option;

/// What `create` and `run` can say about capabilities.
final class CapabilityOptions {
    private static final String NONE = "none";

    @Option(names = "--cap-add", paramLabel = "CAPABILITY", split = ",")
    List<String> add = List.of();

    @Option(names = "--cap-drop", paramLabel = "CAPABILITY", split = ",")
    List<String> drop = List.of();

    @Option(names = "--cap-set", paramLabel = "SET=CAPABILITY[,CAPABILITY…]")
    List<String> sets = List.of();

    @Option(names = "--secure-bits", paramLabel = "BIT", split = ",")
    List<String> bits = List.of();

    Set<Capability> add(OptionWords words, Security base) {
        return add.isEmpty() ? base.capAdd() : capabilities(words, "--cap-add", add);
    }

    Set<Capability> drop(OptionWords words, Security base) {
        return drop.isEmpty() ? base.capDrop() : capabilities(words, "--cap-drop", drop);
    }

    /// `ambient=net_raw,kill`, over those of `base`; `none` is the empty set.
    Map<CapabilitySet, Set<Capability>> sets(OptionWords words, Security base) {
        var all = new EnumMap<CapabilitySet, Set<Capability>>(CapabilitySet.class);
        all.putAll(base.capabilitySets());
        for (String word : sets) {
            String[] parts = word.split("=", 2);
            if (parts.length < 2) {
                throw words.wrong("--cap-set", word);
            }
            CapabilitySet set = words.choice("--cap-set", parts[0], CapabilitySet.class);
            boolean none = parts[1].equalsIgnoreCase(NONE);
            all.put(set, none ? Set.of() : capabilities(words, "--cap-set", List.of(parts[1].split(",", -1))));
        }
        return all;
    }

    Set<SecureBit> bits(OptionWords words, Security base) {
        if (bits.isEmpty()) {
            return base.secureBits();
        }
        var all = EnumSet.noneOf(SecureBit.class);
        bits.forEach(word -> all.add(words.choice("--secure-bits", word, SecureBit.class)));
        return all;
    }

    private static Set<Capability> capabilities(OptionWords words, String option, List<String> names) {
        var set = EnumSet.noneOf(Capability.class);
        for (String name : names) {
            String upper = name.toUpperCase(Locale.ROOT);
            if (upper.equals("ALL")) {
                return EnumSet.allOf(Capability.class);
            }
            set.add(words.choice(option, upper.startsWith("CAP_") ? upper.substring(4) : upper, Capability.class));
        }
        return set;
    }
}
