package org.darsena.app.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Landlock.Scope;
import org.darsena.model.container.Lsm.Need;
import org.jspecify.annotations.Nullable;

/// `--landlock`, once for each kind of access: `read=/usr,/etc`, `connect=443`; `write=` leaves none; `off`.
final class LandlockOption {
    private static final String NAME = "--landlock";

    private LandlockOption() {}

    /// Over those of `base`; what is given again takes the place of what was.
    static @Nullable Landlock read(OptionWords words, @Nullable Landlock base, List<String> given) {
        Landlock all = base;
        for (String word : given) {
            all = word.equals("off") ? null : with(words, all == null ? none() : all, word);
        }
        return all;
    }

    private static Landlock none() {
        return new Landlock(Need.REQUIRE, null, null, null, null, null, Set.of());
    }

    private static Landlock with(OptionWords words, Landlock l, String word) {
        if (word.equals("prefer") || word.equals("require")) {
            Need need = words.choice(NAME, word, Need.class);
            return new Landlock(need, l.read(), l.write(), l.execute(), l.bind(), l.connect(), l.scope());
        }
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw words.wrong(NAME, word);
        }
        String value = word.substring(equals + 1);
        List<String> items = value.isEmpty() ? List.of() : List.of(value.split(",", -1));
        return switch (word.substring(0, equals)) {
            case "read" -> new Landlock(l.need(), items, l.write(), l.execute(), l.bind(), l.connect(), l.scope());
            case "write" -> new Landlock(l.need(), l.read(), items, l.execute(), l.bind(), l.connect(), l.scope());
            case "execute" -> new Landlock(l.need(), l.read(), l.write(), items, l.bind(), l.connect(), l.scope());
            case "bind" ->
                new Landlock(l.need(), l.read(), l.write(), l.execute(), ports(words, items), l.connect(), l.scope());
            case "connect" ->
                new Landlock(l.need(), l.read(), l.write(), l.execute(), l.bind(), ports(words, items), l.scope());
            case "scope" ->
                new Landlock(l.need(), l.read(), l.write(), l.execute(), l.bind(), l.connect(), scope(words, items));
            default -> throw words.wrong(NAME, word);
        };
    }

    private static List<Integer> ports(OptionWords words, List<String> items) {
        List<Integer> ports = new ArrayList<>();
        for (String item : items) {
            if (!item.matches("[0-9]{1,5}")) {
                throw words.wrong(NAME, item);
            }
            ports.add(Integer.parseInt(item));
        }
        return ports;
    }

    private static Set<Scope> scope(OptionWords words, List<String> items) {
        Set<Scope> scope = EnumSet.noneOf(Scope.class);
        items.forEach(item -> scope.add(words.choice(NAME, item, Scope.class)));
        return scope;
    }
}
