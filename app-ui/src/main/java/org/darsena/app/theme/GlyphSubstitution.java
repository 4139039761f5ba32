package org.darsena.app.theme;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A font's `GSUB` table, read for features that exchange one glyph for another.
final class GlyphSubstitution {
    private static final int SINGLE = 1;
    private static final int EXTENSION = 7;

    private final ByteBuffer in;

    GlyphSubstitution(byte[] table) {
        in = ByteBuffer.wrap(table);
    }

    /// The exchanges of a feature such as `tnum`, from glyph to glyph; empty if the font lacks it.
    Map<Integer, Integer> single(String feature) {
        Map<Integer, Integer> map = new HashMap<>();
        int features = in.getChar(6);
        int lookups = in.getChar(8);
        for (int i = 0; i < in.getChar(features); i++) {
            int record = features + 2 + i * 6;
            byte[] tag = new byte[4];
            in.get(record, tag);
            if (new String(tag, StandardCharsets.ISO_8859_1).equals(feature)) {
                int at = features + in.getChar(record + 4);
                for (int k = 0; k < in.getChar(at + 2); k++) {
                    int lookup = lookups + in.getChar(lookups + 2 + 2 * in.getChar(at + 4 + 2 * k));
                    readLookup(lookup, map);
                }
            }
        }
        return map;
    }

    private void readLookup(int lookup, Map<Integer, Integer> map) {
        for (int i = 0; i < in.getChar(lookup + 4); i++) {
            int type = in.getChar(lookup);
            int at = lookup + in.getChar(lookup + 6 + 2 * i);
            if (type == EXTENSION) {
                type = in.getChar(at + 2);
                at += in.getInt(at + 4);
            }
            if (type == SINGLE) {
                readSingle(at, map);
            }
        }
    }

    private void readSingle(int at, Map<Integer, Integer> map) {
        List<Integer> covered = coverage(at + in.getChar(at + 2));
        boolean delta = in.getChar(at) == 1;
        for (int i = 0; i < covered.size(); i++) {
            int glyph = covered.get(i);
            map.put(glyph, delta ? (glyph + in.getChar(at + 4)) & 0xFFFF : in.getChar(at + 6 + 2 * i));
        }
    }

    private List<Integer> coverage(int at) {
        List<Integer> glyphs = new ArrayList<>();
        boolean list = in.getChar(at) == 1;
        for (int i = 0; i < in.getChar(at + 2); i++) {
            int first = list ? in.getChar(at + 4 + 2 * i) : in.getChar(at + 4 + 6 * i);
            int last = list ? first : in.getChar(at + 6 + 6 * i);
            for (int g = first; g <= last; g++) {
                glyphs.add(g);
            }
        }
        return glyphs;
    }
}
