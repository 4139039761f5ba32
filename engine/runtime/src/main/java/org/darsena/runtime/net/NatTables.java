package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The NAT tables of this and of other engines that stand in one network namespace, read by nft(8), which is
/// asked for these tables only: an older nft can crash on what a newer one put into a stranger's.
///
/// ip_forward is shared, so a table's mark means "it was off before the first of us came": an engine that comes while
/// another's marked table stands marks its own too, and only the last to go gives the setting back.
///
/// @param all names of standing tables
/// @param marked those of them that say ip_forward was off
record NatTables(Set<String> all, Set<String> marked) {
    static final NatTables NONE = new NatTables(Set.of(), Set.of());

    private static final Pattern TABLE = Pattern.compile("table inet (darsena(?:_[a-z]{3})?)");

    /// Answers a command of nft's, `list tables inet`.
    interface Source {
        String text(String... command) throws IOException;
    }

    static NatTables read(Source nft) throws IOException {
        Set<String> all = new HashSet<>();
        Set<String> marked = new HashSet<>();
        for (String line : nft.text("list", "tables", "inet").split("\n")) {
            Matcher matcher = TABLE.matcher(line);
            if (matcher.matches()) {
                String table = matcher.group(1);
                all.add(table);
                if (nft.text("list", "table", "inet", table).contains("chain " + NatRules.MARK + " {")) {
                    marked.add(table);
                }
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
