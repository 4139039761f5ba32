package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a container with a way to the outside gets as /etc/resolv.conf: the host's own, less name servers
/// that listen on the host's loopback, which would be the container's own there. A local systemd-resolved
/// tells its upstream ones.
public final class Nameservers {
    private static final List<String> FILES = List.of("etc/resolv.conf", "run/systemd/resolve/resolv.conf");

    private Nameservers() {}

    /// @param host `/`, or a folder of fixtures
    public static String resolvConf(Path host) {
        for (String file : FILES) {
            String usable = usable(host.resolve(file));
            if (usable.contains("nameserver")) {
                return usable;
            }
        }
        return "";
    }

    private static String usable(Path file) {
        List<String> kept = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.strip().split("\\s+");
                boolean server = words.length > 1 && words[0].equals("nameserver");
                boolean setting = words[0].equals("search") || words[0].equals("options") || words[0].equals("domain");
                if (setting || (server && !words[1].startsWith("127.") && !words[1].equals("::1"))) {
                    kept.add(String.join(" ", words));
                }
            }
        } catch (IOException e) {
            return ""; // a host without name service
        }
        return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }
}
