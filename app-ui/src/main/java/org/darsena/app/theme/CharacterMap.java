package org.darsena.app.theme;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A font's `cmap`: which glyph shows which character. Reads Unicode formats 4 and 12, writes format 12.
final class CharacterMap {
    private final Map<Integer, Integer> glyphs = new TreeMap<>();

    /// @throws IllegalArgumentException if there is no Unicode subtable
    CharacterMap(byte[] table) {
        ByteBuffer in = ByteBuffer.wrap(table);
        int best = 0;
        int bestFormat = 0;
        for (int i = 0; i < in.getShort(2); i++) {
            int offset = in.getInt(4 + i * 8 + 4);
            int format = in.getShort(offset);
            boolean unicode = in.getShort(4 + i * 8) != 1;
            if (unicode && (format == 4 || format == 12) && format > bestFormat) {
                best = offset;
                bestFormat = format;
            }
        }
        switch (bestFormat) {
            case 4 -> readSegments(in, best);
            case 12 -> readGroups(in, best);
            default -> throw new IllegalArgumentException("the font has no Unicode character map");
        }
    }

    /// The glyph of a character, 0 for none.
    int glyph(int character) {
        return glyphs.getOrDefault(character, 0);
    }

    void put(int character, int glyph) {
        glyphs.put(character, glyph);
    }

    private void readGroups(ByteBuffer in, int at) {
        int groups = in.getInt(at + 12);
        for (int i = 0; i < groups; i++) {
            int group = at + 16 + i * 12;
            int first = in.getInt(group);
            int last = in.getInt(group + 4);
            int glyph = in.getInt(group + 8);
            for (int c = first; c <= last; c++) {
                glyphs.put(c, glyph + c - first);
            }
        }
    }

    private void readSegments(ByteBuffer in, int at) {
        int twice = in.getShort(at + 6);
        for (int i = 0; i < twice; i += 2) {
            int last = in.getChar(at + 14 + i);
            int firstAt = at + 16 + twice + i;
            int first = in.getChar(firstAt);
            int delta = in.getChar(firstAt + twice);
            int rangeAt = firstAt + 2 * twice;
            int range = in.getChar(rangeAt);
            for (int c = first; c <= last && c != 0xFFFF; c++) {
                int glyph = range == 0 ? c : in.getChar(rangeAt + range + 2 * (c - first));
                if (glyph != 0) {
                    glyphs.put(c, (glyph + delta) & 0xFFFF);
                }
            }
        }
    }

    /// The table with one subtable, known to readers of Unicode and of Windows fonts alike.
    byte[] toTable() {
        List<int[]> groups = groups();
        int subtable = 4 + 2 * 8;
        int length = 16 + groups.size() * 12;
        ByteBuffer out = ByteBuffer.allocate(subtable + length);
        out.putShort((short) 0).putShort((short) 2);
        out.putShort((short) 0).putShort((short) 4).putInt(subtable);
        out.putShort((short) 3).putShort((short) 10).putInt(subtable);
        out.putShort((short) 12).putShort((short) 0).putInt(length).putInt(0).putInt(groups.size());
        groups.forEach(g -> out.putInt(g[0]).putInt(g[1]).putInt(g[2]));
        return out.array();
    }

    private List<int[]> groups() {
        List<int[]> groups = new ArrayList<>();
        int[] last = {-2, -2, 0};
        for (Map.Entry<Integer, Integer> e : glyphs.entrySet()) {
            int c = e.getKey();
            int glyph = e.getValue();
            if (c == last[1] + 1 && glyph == last[2] + c - last[0]) {
                last[1] = c;
            } else {
                last = new int[] {c, c, glyph};
                groups.add(last);
            }
        }
        return groups;
    }
}
