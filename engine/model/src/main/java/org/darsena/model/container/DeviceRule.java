package org.darsena.model.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may open or make a device, as cgroup v1 writes it: `c 10:229 rwm`. Only one with `deny` before it forbids.
///
/// @param type `c` character, `b` block, `a` all devices (then the numbers are [#ANY] and the access `rwm`)
/// @param major 0–4095, [#ANY] for all
/// @param minor 0–1048575, [#ANY] for all
/// @param access of `r` open for reading, `w` for writing, `m` mknod(2); in this order
public record DeviceRule(boolean allow, char type, int major, int minor, String access) {
    public static final int ANY = -1;

    /// What every container may use; all else is denied.
    public static final List<DeviceRule> USUAL = List.of(
            allow('c', 1, 3), // null
            allow('c', 1, 5), // zero
            allow('c', 1, 7), // full
            allow('c', 1, 8), // random
            allow('c', 1, 9), // urandom
            allow('c', 5, 0), // tty
            allow('c', 5, 2), // ptmx
            allow('c', 136, ANY)); // pts

    private static final DeviceRule ALL = new DeviceRule(true, 'a', ANY, ANY, "rwm");
    private static final int MAX_MAJOR = 0xfff;
    private static final int MAX_MINOR = 0xfffff;
    private static final Pattern FORM = Pattern.compile(
            "(allow |deny )?(?:(a)(?: \\*:\\*)?(?: rwm)?|([bc]) ([0-9]{1,7}|\\*):([0-9]{1,7}|\\*) ([rwm]{1,3}))");

    private static DeviceRule allow(char type, int major, int minor) {
        return new DeviceRule(true, type, major, minor, "rwm");
    }

    /// Of a text such as `b 8:* r`, `deny c 1:8 w` or `allow a`; empty: it is none.
    public static Optional<DeviceRule> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        boolean allow = !"deny ".equals(m.group(1));
        if (m.group(2) != null) {
            return Optional.of(new DeviceRule(allow, 'a', ANY, ANY, "rwm"));
        }
        int major = number(m.group(4));
        int minor = number(m.group(5));
        return major > MAX_MAJOR || minor > MAX_MINOR
                ? Optional.empty()
                : Optional.of(new DeviceRule(allow, m.group(3).charAt(0), major, minor, ordered(m.group(6))));
    }

    private static int number(String text) {
        return text.equals("*") ? ANY : Integer.parseInt(text);
    }

    private static String ordered(String access) {
        var text = new StringBuilder();
        for (char c : new char[] {'r', 'w', 'm'}) {
            if (access.indexOf(c) >= 0) {
                text.append(c);
            }
        }
        return text.toString();
    }

    /// As `devices.allow` takes it.
    public String text() {
        return type == 'a' ? "a" : type + " " + number(major) + ":" + number(minor) + " " + access;
    }

    /// As [#parse] takes it.
    public String document() {
        return (allow ? "" : "deny ") + text();
    }

    private static String number(int value) {
        return value == ANY ? "*" : String.valueOf(value);
    }

    private boolean sameDevice(DeviceRule other) {
        return type == other.type && major == other.major && minor == other.minor;
    }

    /// Whether some device is meant by both.
    private boolean overlaps(DeviceRule other) {
        return (type == 'a' || other.type == 'a' || type == other.type)
                && (major == ANY || other.major == ANY || major == other.major)
                && (minor == ANY || other.minor == ANY || minor == other.minor);
    }

    private DeviceRule with(String newAccess) {
        return new DeviceRule(allow, type, major, minor, newAccess);
    }

    private static String without(String access, String taken) {
        return access.replaceAll("[" + taken + "]", "");
    }

    /// What is allowed in the end: the usual devices, then `rules` in their order. Only what was allowed in the same
    /// words can be denied, for that is all that version 1 can do; empty: some rule denies a part of another.
    ///
    /// The list is of allowing rules; that of one `a` allows everything.
    public static Optional<List<DeviceRule>> allowed(List<DeviceRule> rules) {
        var now = new ArrayList<>(USUAL);
        for (DeviceRule rule : rules) {
            if (rule.type == 'a') {
                now.clear();
                if (rule.allow) {
                    now.add(ALL);
                }
            } else if (!now.contains(ALL) || !rule.allow) {
                if (!apply(now, rule)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(List.copyOf(now));
    }

    private static boolean apply(List<DeviceRule> now, DeviceRule rule) {
        int at = -1;
        for (int i = 0; i < now.size(); i++) {
            DeviceRule other = now.get(i);
            if (other.sameDevice(rule)) {
                at = i;
            } else if (!rule.allow && other.overlaps(rule)) {
                return false;
            }
        }
        if (at < 0) {
            return !rule.allow || now.add(rule); // what is not allowed is denied already
        }
        String access = now.get(at).access;
        String left = rule.allow ? ordered(access + rule.access) : without(access, rule.access);
        if (left.isEmpty()) {
            now.remove(at);
        } else {
            now.set(at, now.get(at).with(left));
        }
        return true;
    }
}
