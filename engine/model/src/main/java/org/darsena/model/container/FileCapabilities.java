package org.darsena.model.container;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.model.Copies;

/// Capabilities of a file, capabilities(7): what its execve gives.
///
/// @param permitted given to whoever executes it, as far as their bounding set allows
/// @param inheritable given to who has them inheritable
/// @param effective whether what was given is in effect at once; for programs that know nothing of capabilities
public record FileCapabilities(Set<Capability> permitted, Set<Capability> inheritable, boolean effective) {
    private static final Pattern CLAUSE = Pattern.compile("([A-Za-z_,]*)((?:[=+-][eip]*)+)");
    private static final Pattern CHANGE = Pattern.compile("([=+-])([eip]*)");

    public FileCapabilities {
        permitted = Copies.of(permitted);
        inheritable = Copies.of(inheritable);
    }

    /// Reads what cap_from_text(3) and setcap(8) understand: `cap_net_raw+ep`, `cap_chown,cap_kill=p cap_bpf+i`.
    /// Empty where it is none, or makes some effective and some not, which a file cannot express.
    public static Optional<FileCapabilities> parse(String text) {
        var flags = new EnumMap<Capability, String>(Capability.class);
        for (String clause : text.strip().split("\\s+")) {
            Matcher parts = CLAUSE.matcher(clause);
            if (!parts.matches()) {
                return Optional.empty();
            }
            Optional<Set<Capability>> named =
                    named(parts.group(1), parts.group(2).startsWith("="));
            if (named.isEmpty()) {
                return Optional.empty();
            }
            Matcher changes = CHANGE.matcher(parts.group(2));
            while (changes.find()) {
                named.get().forEach(c -> flags.merge(c, "", (now, _) -> now));
                named.get()
                        .forEach(c -> flags.compute(c, (_, now) -> changed(now, changes.group(1), changes.group(2))));
            }
        }
        return of(with(flags, 'p'), with(flags, 'i'), with(flags, 'e'));
    }

    private static Optional<Set<Capability>> named(String list, boolean emptyIsAll) {
        if (list.isEmpty() || list.equalsIgnoreCase("all")) {
            return list.isEmpty() && !emptyIsAll ? Optional.empty() : Optional.of(EnumSet.allOf(Capability.class));
        }
        var set = EnumSet.noneOf(Capability.class);
        for (String word : list.split(",", -1)) {
            Optional<Capability> one = Capability.named(word);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            set.add(one.get());
        }
        return Optional.of(set);
    }

    private static String changed(@org.jspecify.annotations.Nullable String now, String change, String letters) {
        var left = new StringBuilder(change.equals("=") || now == null ? "" : now);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int at = left.indexOf(String.valueOf(letter));
            if (change.equals("-") && at >= 0) {
                left.deleteCharAt(at);
            } else if (!change.equals("-") && at < 0) {
                left.append(letter);
            }
        }
        return left.toString();
    }

    private static Set<Capability> with(Map<Capability, String> flags, char letter) {
        var set = EnumSet.noneOf(Capability.class);
        flags.forEach((capability, letters) -> {
            if (letters.indexOf(letter) >= 0) {
                set.add(capability);
            }
        });
        return set;
    }

    private static Optional<FileCapabilities> of(Set<Capability> p, Set<Capability> i, Set<Capability> e) {
        var all = EnumSet.noneOf(Capability.class);
        all.addAll(p);
        all.addAll(i);
        return e.isEmpty() || e.equals(all) ? Optional.of(new FileCapabilities(p, i, !e.isEmpty())) : Optional.empty();
    }

    /// As getcap(8) shows them: `cap_net_raw=ep`; `=` where there is none in it.
    public String text() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Capability capability : Capability.values()) {
            boolean p = permitted.contains(capability);
            boolean i = inheritable.contains(capability);
            if (p || i) {
                String letters = (effective ? "e" : "") + (i ? "i" : "") + (p ? "p" : "");
                groups.computeIfAbsent(letters, _ -> new ArrayList<>()).add("cap_" + capability.label());
            }
        }
        var clauses = new ArrayList<String>();
        groups.forEach((letters, names) -> clauses.add(String.join(",", names) + "=" + letters));
        return clauses.isEmpty() ? "=" : String.join(" ", clauses);
    }
}
