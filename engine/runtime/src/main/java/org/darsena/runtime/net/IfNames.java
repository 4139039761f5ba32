package org.darsena.runtime.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names of everything one engine makes on the host. Two engines with different prefixes and tables
/// never touch each other. Interfaces have at most 15 characters (netdevice(7)); with the default prefix:
///
/// - `darv` + 9 hex digits of a container's id + 2 digits of base 36 for the card: the host's end of a
/// veth
/// - `darb` + 9 hex digits of a lab's id + 2 digits of base 36 for the network: a lab's bridge
/// - `darbn` + an owner's uid in hex, then `.1`, `.2` … `.z`: the bridges of the owner's NAT network
///
/// @param prefix three lower-case letters
/// @param table the nftables table (family inet)
public record IfNames(String prefix, String table) {
    public static final IfNames DEFAULT = new IfNames("dar", "darsena");

    private static final int ID_DIGITS = 9;
    private static final int MAX_INDEX = 36 * 36;
    private static final Pattern OURS = Pattern.compile("([vb])([0-9a-f]{9})([0-9a-z]{2})");
    private static final Pattern NAT = Pattern.compile("bn([0-9a-f]{1,8})(?:\\.([1-9a-z]))?");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{9,64}");
    private static final Pattern INSIDE = Pattern.compile("[A-Za-z0-9._-]{1,15}");

    public IfNames {
        if (!prefix.matches("[a-z]{3}") || !table.matches("[a-z][a-z0-9_]{0,30}")) {
            throw new IllegalArgumentException(
                    "prefix of three letters and table name wanted: " + prefix + ", " + table);
        }
    }

    /// The host's end of a container's card. `id` begins with at least 9 lower-case hex digits; `card` is
    /// 0–1295.
    public String hostEnd(String id, int card) {
        return prefix + "v" + digits(id) + base36(card);
    }

    /// A lab's bridge; `lab` an id as in [#hostEnd], `network` 0–1295.
    public String bridge(String lab, int network) {
        return prefix + "b" + digits(lab) + base36(network);
    }

    /// A bridge of an owner's NAT network; `segment` 0–35.
    public String natBridge(int uid, int segment) {
        if (segment < 0 || segment > 35) {
            throw new IllegalArgumentException("no NAT segment " + segment);
        }
        String first = prefix + "bn" + Integer.toHexString(uid);
        return segment == 0 ? first : first + "." + Character.forDigit(segment, 36);
    }

    /// Every bridge of a NAT network matches this in nftables.
    String natWildcard() {
        return prefix + "bn*";
    }

    /// Whether ids `a` and `b` would get the same interface names (a new id must not clash with a living
    /// one).
    public static boolean clash(String a, String b) {
        return digits(a).equals(digits(b));
    }

    /// Refuses what the kernel would refuse as an interface's name, or what would lead elsewhere as a
    /// part of a path below /proc/sys/net. Throws [IllegalArgumentException].
    public static String checked(String name) {
        if (!INSIDE.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("not an interface name (1–15 of A-Z a-z 0-9 . _ -): " + name);
        }
        return name;
    }

    /// What a link of the host says it is; null: not ours. The kind must fit too: a stranger may like our
    /// names.
    @Nullable
    Mark parse(String name, String kind) {
        if (!name.startsWith(prefix)) {
            return null;
        }
        String rest = name.substring(prefix.length());
        Matcher ours = OURS.matcher(rest);
        if (ours.matches()) {
            boolean end = ours.group(1).equals("v");
            if (!kind.equals(end ? "veth" : "bridge")) {
                return null;
            }
            return end ? new Mark.HostEnd(ours.group(2)) : new Mark.LabBridge(ours.group(2));
        }
        Matcher nat = NAT.matcher(rest);
        return nat.matches() && kind.equals("bridge")
                ? new Mark.NatBridge(Integer.parseUnsignedInt(nat.group(1), 16))
                : null;
    }

    /// Whether a link of the host looks like one of this or of another engine.
    static boolean ofAnyEngine(String name, String kind) {
        int letters = DEFAULT.prefix().length();
        return name.matches("[a-z]{3}.+")
                && new IfNames(name.substring(0, letters), DEFAULT.table()).parse(name, kind) != null;
    }

    /// The part of an id that stands in names.
    static String digits(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id of 9 or more hex digits: " + id);
        }
        return id.substring(0, ID_DIGITS);
    }

    private static String base36(int index) {
        if (index < 0 || index >= MAX_INDEX) {
            throw new IllegalArgumentException("index " + index + " is not in 0–" + (MAX_INDEX - 1));
        }
        return "" + Character.forDigit(index / 36, 36) + Character.forDigit(index % 36, 36);
    }

    /// What one of our names stands for.
    sealed interface Mark {
        /// @param digits as [IfNames#digits] of the container's id
        record HostEnd(String digits) implements Mark {}

        /// @param digits as [IfNames#digits] of the lab's id
        record LabBridge(String digits) implements Mark {}

        record NatBridge(int uid) implements Mark {}
    }
}
