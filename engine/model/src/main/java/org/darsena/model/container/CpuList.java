package org.darsena.model.container;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lists of processors or memory nodes as the kernel writes them: `0-3,6`.
public final class CpuList {
    /// More than any kernel is built for.
    private static final int MAX = 8192;

    private static final Pattern FORM = Pattern.compile("[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*");

    private CpuList() {}

    /// The numbers of `text`; empty: it is no list, or one of nothing.
    public static Optional<BitSet> parse(String text) {
        if (text.length() > 4 * MAX || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        var set = new BitSet();
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= MAX) {
                return Optional.empty();
            }
            set.set(first, last + 1);
        }
        return Optional.of(set);
    }

    /// Whether all of `part` is in `whole`; no when one of them is no list.
    public static boolean within(String part, String whole) {
        Optional<BitSet> some = parse(part);
        Optional<BitSet> all = parse(whole);
        if (some.isEmpty() || all.isEmpty()) {
            return false;
        }
        some.get().andNot(all.get());
        return some.get().isEmpty();
    }
}
