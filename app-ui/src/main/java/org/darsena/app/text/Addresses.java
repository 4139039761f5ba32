package org.darsena.app.text;

import java.net.InetAddress;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.darsena.model.net.Ip;

/// IPv6 addresses as people write them, RFC 5952: small letters, no leading zeros, the longest run of zeros as `::`.
/// Any thread.
public final class Addresses {
    private static final int GROUPS = 8;

    /// What may be one; [Ip] decides. The point or colon of a sentence behind it is not taken.
    private static final Pattern MAYBE =
            Pattern.compile("(?<![\\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}(?:[0-9a-fA-F]{1,4}|(?<=::))(?![:.]?\\w)");

    private Addresses() {}

    /// The same text with every IPv6 address in it so written; all else stays as it is.
    public static String shown(String text) {
        return text.indexOf(':') == text.lastIndexOf(':')
                ? text
                : MAYBE.matcher(text).replaceAll(Addresses::shown);
    }

    private static String shown(MatchResult found) {
        return Ip.parse(found.group())
                .filter(a -> !Ip.isV4(a))
                .map(Addresses::text)
                .orElse(found.group());
    }

    private static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int from = 0;
        int length = 1; // one group of zeros alone is written as 0
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        return length == 1 ? hex(groups, 0, GROUPS) : hex(groups, 0, from) + "::" + hex(groups, from + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }

    private static String hex(int[] groups, int from, int to) {
        var out = new StringBuilder();
        for (int i = from; i < to; i++) {
            out.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }
}
