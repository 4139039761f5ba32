package org.darsena.app.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NamespaceSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `create` and `run` can say about namespaces: each is the container's own, the machine's or another container's.
final class NamespaceOptions {
    private static final String CONTAINER = "container:";
    private static final String OPTION = "--namespace";
    private static final String CLOCK = "--clock";

    @Option(names = "--namespace", paramLabel = "KIND=own|host|container:NAME", split = ",")
    List<String> namespaces = List.of();

    @Option(names = "--pid", paramLabel = "own|host|container:NAME")
    @Nullable
    String pid;

    @Option(names = "--net", paramLabel = "own|host|container:NAME")
    @Nullable
    String net;

    @Option(names = "--uts", paramLabel = "own|host|container:NAME")
    @Nullable
    String uts;

    @Option(names = "--ipc", paramLabel = "own|host|container:NAME")
    @Nullable
    String ipc;

    @Option(names = "--userns", paramLabel = "own|host|container:NAME")
    @Nullable
    String user;

    @Option(names = "--cgroupns", paramLabel = "own|host|container:NAME")
    @Nullable
    String cgroup;

    @Option(names = "--share", paramLabel = "NAMESPACE", split = ",")
    List<String> share = List.of();

    @Option(names = "--domainname", paramLabel = "NAME")
    @Nullable
    String domainname;

    @Option(names = "--clock", paramLabel = "monotonic|boottime=SECONDS", split = ",")
    List<String> clocks = List.of();

    /// What is said of them.
    ///
    /// @param present those that are not the machine's
    record Said(Set<Namespace> present, NamespaceSettings settings) {}

    Said build(OptionWords words, Set<Namespace> base, NamespaceSettings spaces) {
        Set<Namespace> present = EnumSet.noneOf(Namespace.class);
        present.addAll(base);
        Map<Namespace, String> shared = new EnumMap<>(Namespace.class);
        shared.putAll(spaces.shared());
        share.forEach(word -> say(words, "--share", kind(words, "--share", word), "host", present, shared));
        for (String word : namespaces) {
            String[] parts = word.split("=", 2);
            if (parts.length < 2) {
                throw words.wrong(OPTION, word);
            }
            say(words, OPTION, kind(words, OPTION, parts[0]), parts[1], present, shared);
        }
        each().forEach((option, word) -> say(words, option, byOption(option), word, present, shared));
        long monotonic = clock(words, "monotonic", spaces.monotonic());
        long boottime = clock(words, "boottime", spaces.boottime());
        if (!clocks.isEmpty()) {
            present.add(Namespace.TIME);
        }
        String domain = domainname == null ? spaces.domainname() : domainname;
        return new Said(present, new NamespaceSettings(shared, domain, monotonic, boottime));
    }

    /// Those of the options by themselves that were given.
    private Map<String, String> each() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "--pid", pid);
        put(given, "--net", net);
        put(given, "--uts", uts);
        put(given, "--ipc", ipc);
        put(given, "--userns", user);
        put(given, "--cgroupns", cgroup);
        return given;
    }

    private static void put(Map<String, String> given, String option, @Nullable String word) {
        if (word != null) {
            given.put(option, word);
        }
    }

    private static Namespace byOption(String option) {
        String name = option.substring(2).replaceFirst("ns$", "");
        return Namespace.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Namespace kind(OptionWords words, String option, String word) {
        return words.choice(option, word.equals("mnt") ? "mount" : word, Namespace.class);
    }

    private static void say(
            OptionWords words,
            String option,
            Namespace kind,
            String word,
            Set<Namespace> present,
            Map<Namespace, String> shared) {
        present.add(kind);
        shared.remove(kind);
        switch (word) {
            case "own" -> {}
            case "host" -> present.remove(kind);
            default -> {
                if (!word.startsWith(CONTAINER) || word.length() == CONTAINER.length()) {
                    throw words.wrong(option, word);
                }
                shared.put(kind, word.substring(CONTAINER.length()));
            }
        }
    }

    private long clock(OptionWords words, String name, long base) {
        long seconds = base;
        for (String word : clocks) {
            String[] parts = word.split("=", 2);
            if (parts.length < 2 || !List.of("monotonic", "boottime").contains(parts[0])) {
                throw words.wrong(CLOCK, word);
            }
            if (parts[0].equals(name)) {
                seconds = words.whole(CLOCK, parts[1]);
            }
        }
        return seconds;
    }
}
