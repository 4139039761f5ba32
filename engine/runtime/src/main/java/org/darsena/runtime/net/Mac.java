package org.darsena.runtime.net;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// An Ethernet address of one card (not a group's).
///
/// @param bits the 48 bits, the first byte of the wire highest
public record Mac(long bits) {
    public Mac {
        if (bits <= 0 || bits >>> 48 != 0) {
            throw new IllegalArgumentException("not a 48-bit address: " + Long.toHexString(bits));
        }
        if ((bits >>> 40 & 1) != 0) {
            throw new IllegalArgumentException("a multicast address cannot be a card's: " + format(bits));
        }
    }

    /// Reads `02:00:0a:00:00:07`. Throws [IllegalArgumentException].
    public static Mac parse(String text) {
        if (!text.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
            throw new IllegalArgumentException("not an Ethernet address: " + text);
        }
        return new Mac(Long.parseLong(text.replace(":", "").toLowerCase(Locale.ROOT), 16));
    }

    /// A locally administered address that stays the same for the same `key`, so that a restarted
    /// container keeps its own and its neighbours' tables stay right.
    public static Mac derived(String key) {
        byte[] hash = sha256(key);
        long bits = 0x02;
        for (int i = 0; i < 5; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        return new Mac(bits);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static Mac of(byte[] six) {
        return new Mac(Long.parseLong(HexFormat.of().formatHex(six), 16));
    }

    byte[] bytes() {
        byte[] six = new byte[6];
        for (int i = 0; i < 6; i++) {
            six[i] = (byte) (bits >>> 8 * (5 - i));
        }
        return six;
    }

    @Override
    public String toString() {
        return format(bits);
    }

    private static String format(long bits) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(HexFormat.of().toHexDigits((byte) (bits >>> shift)));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
