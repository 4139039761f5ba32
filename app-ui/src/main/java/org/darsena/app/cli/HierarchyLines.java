package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The machine's hierarchies of control groups as a tree in words.
final class HierarchyLines {
    private final Run run;
    private final List<String> lines = new ArrayList<>();

    private HierarchyLines(Run run) {
        this.run = run;
    }

    /// @param hierarchies as the doctor's document has it
    static List<String> of(Run run, JsonNode hierarchies) {
        var all = new HierarchyLines(run);
        all.lines.add(run.text("cli.doctor.hierarchies"));
        JsonNode trees = hierarchies.path("trees");
        List<String> free = new ArrayList<>();
        hierarchies.path("free").forEach(f -> free.add(f.asText()));
        for (int i = 0; i < trees.size(); i++) {
            all.tree(trees.get(i), i == trees.size() - 1 && free.isEmpty());
        }
        if (!free.isEmpty()) {
            all.lines.add("└─ " + run.text("cli.doctor.free", "names", String.join(", ", free)));
        }
        return all.lines;
    }

    private void tree(JsonNode tree, boolean last) {
        String mount = tree.path("mount").asText();
        String key = mount.isEmpty() ? "cli.doctor.tree-unseen" : "cli.doctor.tree";
        List<String> carried = new ArrayList<>();
        tree.path("subsystems").forEach(s -> carried.add(s.asText()));
        String title = run.text(
                key,
                "title",
                tree.path("title").asText(),
                "version",
                tree.path("version").asInt(),
                "mount",
                mount);
        boolean told = carried.isEmpty()
                || String.join(",", carried).equals(tree.path("title").asText());
        lines.add((last ? "└─ " : "├─ ") + title + (told ? "" : " [" + String.join(", ", carried) + "]"));
        if (tree.has("groups")) {
            group(tree.path("groups"), last ? "   " : "│  ", true);
        }
    }

    private void group(JsonNode group, String indent, boolean last) {
        lines.add(indent
                + (last ? "└─ " : "├─ ")
                + run.text(
                        "cli.doctor.group",
                        "name",
                        group.path("name").asText(),
                        "n",
                        group.path("processes").asInt()));
        String inner = indent + (last ? "   " : "│  ");
        JsonNode below = group.path("below");
        int more = group.path("more").asInt();
        for (int i = 0; i < below.size(); i++) {
            group(below.get(i), inner, i == below.size() - 1 && more == 0);
        }
        if (more > 0) {
            lines.add(inner + "└─ " + run.text("cli.doctor.more", "n", more));
        }
    }
}
