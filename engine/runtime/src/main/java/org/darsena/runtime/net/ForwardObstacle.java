package org.darsena.runtime.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// A chain of somebody else's firewall that drops forwarded packets by default. A drop there is final
/// whatever our table says, so containers of a NAT network may reach nothing (with br_netfilter on, not
/// even each other) until its owner lets the bridges through. We do not touch it. Single drop rules in
/// chains that accept by default are not seen.
///
/// @param family of nftables (`ip`, `inet`), or `iptables-legacy`
public record ForwardObstacle(String family, String table, String chain) {
    private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{");
    private static final Pattern CHAIN = Pattern.compile("chain (\\S+) \\{");
    private static final Pattern DROP = Pattern.compile("hook forward .*policy drop;.*");

    /// Reads the answer to `nft list chains`.
    static List<ForwardObstacle> parse(String listing) {
        List<ForwardObstacle> found = new ArrayList<>();
        String family = "";
        String table = "";
        String chain = "";
        for (String raw : listing.split("\n")) {
            String line = raw.strip();
            Matcher tableLine = TABLE.matcher(line);
            Matcher chainLine = CHAIN.matcher(line);
            if (tableLine.matches()) {
                family = tableLine.group(1);
                table = tableLine.group(2);
            } else if (chainLine.matches()) {
                chain = chainLine.group(1);
            } else if (DROP.matcher(line).find() && List.of("ip", "inet").contains(family)) {
                found.add(new ForwardObstacle(family, table, chain));
            }
        }
        return found;
    }

    /// Whether the older iptables has a filter table in the calling thread's namespace. (`iptables-legacy
    /// -S` itself would load one.)
    static boolean legacyFilterLoaded(Kernel kernel) throws IOException {
        try (Fd file = kernel.open("/proc/thread-self/net/ip_tables_names", Linux.O_RDONLY, 0)) {
            byte[] bytes = new byte[1024];
            int length = kernel.read(file, bytes);
            return new String(bytes, 0, length, StandardCharsets.US_ASCII)
                    .lines()
                    .anyMatch("filter"::equals);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return false; // no such table, or a kernel without the older iptables
            }
            throw e;
        }
    }
}
