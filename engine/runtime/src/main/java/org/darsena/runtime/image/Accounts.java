package org.darsena.runtime.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The users and groups of an image: the machine's system accounts (ids below 1000, nobody and nogroup), so
/// that files of /usr keep their owners' names; no person, no password.
public final class Accounts {
    private static final int FIRST_PERSON = 1000;
    private static final int NOBODY = 65534;

    private final Map<String, String[]> users = new LinkedHashMap<>();
    private final Map<String, String[]> groups = new LinkedHashMap<>();

    /// @param passwd lines of passwd(5)
    /// @param group lines of group(5)
    public Accounts(List<String> passwd, List<String> group) {
        users.put("root", "root:x:0:0:root:/root:/bin/bash".split(":"));
        passwd.forEach(line -> keep(users, line.split(":", -1), 7, 2));
        groups.put("root", "root:x:0:".split(":", -1));
        group.forEach(line -> keep(groups, line.split(":", -1), 4, 2));
    }

    private static void keep(Map<String, String[]> into, String[] fields, int count, int idField) {
        if (fields.length == count && fields[idField].matches("[0-9]{1,5}")) {
            int id = Integer.parseInt(fields[idField]);
            if (id < FIRST_PERSON || id == NOBODY) {
                into.putIfAbsent(fields[0], fields);
            }
        }
    }

    public boolean hasUser(String name) {
        return users.containsKey(name);
    }

    /// A user's id by name or number; -1: no such user.
    public int uid(String name) {
        return id(users, name);
    }

    /// A group's id by name or number; -1: no such group.
    public int gid(String name) {
        return id(groups, name);
    }

    /// The home of a user by id; `/` where it has none.
    public String home(int uid) {
        return users.values().stream()
                .filter(f -> Integer.parseInt(f[2]) == uid)
                .map(f -> f[5])
                .findFirst()
                .orElse("/");
    }

    /// Groups that list the user `uid` among their members.
    public List<Integer> groups(int uid) {
        List<String> names = users.values().stream()
                .filter(f -> Integer.parseInt(f[2]) == uid)
                .map(f -> f[0])
                .toList();
        return groups.values().stream()
                .filter(f -> List.of(f[3].split(",")).stream().anyMatch(names::contains))
                .map(f -> Integer.valueOf(f[2]))
                .toList();
    }

    private static int id(Map<String, String[]> map, String name) {
        if (name.matches("[0-9]{1,5}")) {
            int id = Integer.parseInt(name);
            return id <= 65535 ? id : -1;
        }
        String[] fields = map.get(name);
        return fields == null ? -1 : Integer.parseInt(fields[2]);
    }

    /// passwd(5): passwords are elsewhere, where there are none.
    String passwd() {
        return lines(users.values(), f -> String.join(":", f[0], "x", f[2], f[3], f[4], f[5], f[6]));
    }

    /// shadow(5): nobody can log in by a password. The date is a fixed one, for the image to be the same
    /// each time.
    String shadow() {
        return lines(users.values(), f -> f[0] + ":*:19000:0:99999:7:::");
    }

    String group() {
        return lines(groups.values(), f -> String.join(":", f[0], "x", f[2], members(f[3])));
    }

    String gshadow() {
        return lines(groups.values(), f -> f[0] + ":*::" + members(f[3]));
    }

    private String members(String list) {
        Set<String> known = users.keySet();
        return String.join(
                ",", List.of(list.split(",")).stream().filter(known::contains).toList());
    }

    private static String lines(Iterable<String[]> rows, java.util.function.Function<String[], String> line) {
        List<String> all = new ArrayList<>();
        rows.forEach(f -> all.add(line.apply(f)));
        return String.join("\n", all) + "\n";
    }
}
