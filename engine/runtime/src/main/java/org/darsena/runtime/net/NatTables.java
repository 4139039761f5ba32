package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The NAT tables of this and of other engines that stand in one network namespace, read from `nft list chains`.
///
/// ip_forward is shared, so a table's mark means "it was off before the first of us came": an engine that comes while
/// another's marked table stands marks its own too, and only the last to go gives the setting back.
///
/// @param all names of standing tables
/// @param marked those of them that say ip_forward was off
record NatTables(Set<String> all, Set<String> marked) {
    static final NatTables NONE = new NatTables(Set.of(), Set.of());

    private static final Pattern TABLE = Pattern.compile("table inet (darsena(?:_([a-z]{3}))?) \\{");

    static NatTables parse(String chains) {
        Set<String> all = new HashSet<>();
        Set<String> marked = new HashSet<>();
        String table = "";
        for (String line : chains.split("\n")) {
            Matcher matcher = TABLE.matcher(line);
            if (line.startsWith("table ")) {
                table = matcher.matches() ? matcher.group(1) : "";
                if (!table.isEmpty()) {
                    all.add(table);
                }
            } else if (!table.isEmpty() && line.strip().startsWith("chain " + NatRules.MARK)) {
                marked.add(table);
            }
        }
        return new NatTables(Set.copyOf(all), Set.copyOf(marked));
    }

    /// The other engines.
    List<IfNames> others(IfNames own) {
        List<IfNames> names = new ArrayList<>();
        for (String table : all) {
            if (!table.equals(own.table())) {
                names.add(new IfNames(prefix(table), table));
            }
        }
        return names;
    }

    private static String prefix(String table) {
        int mark = table.indexOf('_');
        return mark < 0 ? IfNames.DEFAULT.prefix() : table.substring(mark + 1);
    }
}
