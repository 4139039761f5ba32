package org.darsena.app.theme;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A font file as its tables, just enough to rename a face and to exchange glyphs. JavaFX can neither ask for an
/// OpenType feature (tabular figures) nor for a weight other than regular and bold; a copy of the desktop's own
/// font that has them by default solves both. See the OpenType specification, chapters sfnt, cmap, name, OS/2.
final class OpenType {
    private static final int HEADER = 12;
    private static final int RECORD = 16;
    private static final int CHECKSUM_MAGIC = 0xB1B0AFBA;

    private final int flavour;
    private final Map<String, byte[]> tables = new TreeMap<>();

    /// @throws IllegalArgumentException if `file` is not a single OpenType font
    OpenType(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        flavour = in.getInt(0);
        if (flavour != 0x00010000 && flavour != 0x4F54544F) {
            throw new IllegalArgumentException("not an OpenType font");
        }
        int count = in.getShort(4);
        for (int i = 0; i < count; i++) {
            int record = HEADER + i * RECORD;
            String tag = new String(file, record, 4, StandardCharsets.ISO_8859_1);
            byte[] table = new byte[in.getInt(record + 12)];
            in.get(in.getInt(record + 8), table);
            tables.put(tag, table);
        }
        tables.remove("DSIG");
    }

    /// Lets the characters '0' to '9' show the font's tabular figures. Does nothing where it has none.
    void useTabularFigures() {
        byte[] gsub = tables.get("GSUB");
        if (gsub == null) {
            return;
        }
        Map<Integer, Integer> tabular = new GlyphSubstitution(gsub).single("tnum");
        CharacterMap map = new CharacterMap(table("cmap"));
        for (int c = '0'; c <= '9'; c++) {
            Integer glyph = tabular.get(map.glyph(c));
            if (glyph != null) {
                map.put(c, glyph);
            }
        }
        tables.put("cmap", map.toTable());
    }

    /// Takes all ligatures and alternates away, so that `--fork` shows the characters that one types.
    void dropSubstitutions() {
        tables.remove("GSUB");
    }

    /// Gives the face a family of its own, in which it is the regular or the bold style.
    void rename(String family, boolean bold) {
        String style = bold ? "Bold" : "Regular";
        tables.put("name", names(family, style));
        ByteBuffer os2 = ByteBuffer.wrap(table("OS/2"));
        os2.putShort(4, (short) (bold ? 700 : 400));
        int selection = os2.getShort(62) & ~0x61;
        os2.putShort(62, (short) (selection | (bold ? 0x20 : 0x40)));
        ByteBuffer.wrap(table("head")).putShort(44, (short) (bold ? 1 : 0));
    }

    private static byte[] names(String family, String style) {
        String postScript = family.replace(" ", "") + "-" + style;
        String full = family + " " + style;
        Map<Integer, String> strings =
                new TreeMap<>(Map.of(1, family, 2, style, 3, postScript, 4, full, 6, postScript));
        int offset = 6 + strings.size() * 12;
        int bytes = strings.values().stream().mapToInt(s -> s.length() * 2).sum();
        ByteBuffer out = ByteBuffer.allocate(offset + bytes);
        out.putShort((short) 0).putShort((short) strings.size()).putShort((short) offset);
        int at = 0;
        for (Map.Entry<Integer, String> e : strings.entrySet()) {
            short length = (short) (e.getValue().length() * 2);
            out.putShort((short) 3).putShort((short) 1).putShort((short) 0x409);
            out.putShort(e.getKey().shortValue()).putShort(length).putShort((short) at);
            at += length;
        }
        strings.values().forEach(s -> out.put(s.getBytes(StandardCharsets.UTF_16BE)));
        return out.array();
    }

    /// The font as a file, with its checksums made anew.
    byte[] toFile() {
        ByteBuffer.wrap(table("head")).putInt(8, 0);
        List<Map.Entry<String, byte[]>> all = new ArrayList<>(tables.entrySet());
        int size = HEADER + all.size() * RECORD;
        for (Map.Entry<String, byte[]> e : all) {
            size += padded(e.getValue().length);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        int log = 31 - Integer.numberOfLeadingZeros(all.size());
        out.putInt(flavour).putShort((short) all.size()).putShort((short) (16 << log));
        out.putShort((short) log).putShort((short) (all.size() * 16 - (16 << log)));
        int at = HEADER + all.size() * RECORD;
        int head = 0;
        for (Map.Entry<String, byte[]> e : all) {
            byte[] table = e.getValue();
            out.put(e.getKey().getBytes(StandardCharsets.ISO_8859_1));
            out.putInt(checksum(table)).putInt(at).putInt(table.length);
            out.put(at, table);
            head = e.getKey().equals("head") ? at : head;
            at += padded(table.length);
        }
        out.putInt(head + 8, CHECKSUM_MAGIC - checksum(out.array()));
        return out.array();
    }

    private byte[] table(String tag) {
        byte[] table = tables.get(tag);
        if (table == null) {
            throw new IllegalArgumentException("the font has no table " + tag);
        }
        return table;
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private static int checksum(byte[] data) {
        int sum = 0;
        for (int i = 0; i < data.length; i++) {
            sum += (data[i] & 0xFF) << (24 - 8 * (i & 3));
        }
        return sum;
    }
}
