package org.darsena.runtime.proc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One line of /proc/PID/mountinfo, proc(5).
///
/// @param id of the mount
/// @param parent id of the mount it stands on
/// @param device `major:minor`
/// @param root the folder of the file system that is seen here
/// @param point where it is seen
/// @param options per mount: `ro`, `nosuid` …
/// @param propagation optional fields: `shared:N`, `master:N`, `propagate_from:N`, `unbindable`; empty: private
/// @param type file system, e.g. `ext4`, `cgroup2`
/// @param source what was named as device
/// @param superOptions per file system; on cgroup v1 they name the controllers
public record MountInfo(
        int id,
        int parent,
        String device,
        String root,
        String point,
        List<String> options,
        List<String> propagation,
        String type,
        String source,
        List<String> superOptions) {

    public MountInfo {
        options = List.copyOf(options);
        propagation = List.copyOf(propagation);
        superOptions = List.copyOf(superOptions);
    }

    /// All well-formed lines, in order; malformed ones (there are none in a kernel's file) are left out.
    public static List<MountInfo> parse(List<String> lines) {
        List<MountInfo> all = new ArrayList<>(lines.size());
        for (String line : lines) {
            String[] f = line.split(" ", -1);
            int dash = Arrays.asList(f).indexOf("-");
            if (dash >= 6 && f.length >= dash + 4) {
                all.add(new MountInfo(
                        Integer.parseInt(f[0]),
                        Integer.parseInt(f[1]),
                        f[2],
                        unescape(f[3]),
                        unescape(f[4]),
                        List.of(f[5].split(",")),
                        List.of(f).subList(6, dash),
                        f[dash + 1],
                        unescape(f[dash + 2]),
                        List.of(f[dash + 3].split(","))));
            }
        }
        return all;
    }

    /// The kernel writes space, tab, newline and backslash as three octal digits.
    public static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
