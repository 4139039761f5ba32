package org.darsena.app.detail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Addresses;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.view.Figures;

/// The facts of a container, as label and value. Holds no control.
final class Facts {
    private final Texts texts;
    private final Sentences sentences;
    private final Amounts amounts;

    /// A line of facts. `typed`: it is something one could type.
    record Fact(String label, String value, boolean typed) {}

    Facts(Texts texts, Sentences sentences) {
        this.texts = texts;
        this.sentences = sentences;
        this.amounts = new Amounts(texts.locale());
    }

    /// What it is.
    List<Fact> identity(ContainerView c, Inspection seen, String labName) {
        List<Fact> all = new ArrayList<>();
        add(all, "name", c.name(), true);
        add(all, "id", c.id(), true);
        add(all, "image", c.image(), false);
        add(all, "command", String.join(" ", seen.command()), true);
        add(all, "owner", texts.text("ui.facts.owned", "name", c.ownerName(), "uid", c.owner()), false);
        add(all, "lab", labName.isEmpty() ? "" : texts.text("ui.facts.node", "lab", labName, "node", c.node()), false);
        add(all, "created", time(c.created()), false);
        c.labels().forEach((key, value) -> all.add(new Fact(key, value, true)));
        return all;
    }

    /// How it runs, or why it does not.
    List<Fact> life(ContainerView c) {
        List<Fact> all = new ArrayList<>();
        add(all, "why", sentences.reason(c), false);
        if (c.pid() != 0) {
            add(all, "started", time(c.started()), false);
            add(all, "pid", texts.text("ui.facts.pids", "pid", Integer.toString(c.pid())), false);
        } else if (c.exitCode() >= 0) {
            add(all, "exit", Integer.toString(c.exitCode()), false);
        }
        return all;
    }

    List<Fact> limits(ContainerView c) {
        List<Fact> all = new ArrayList<>();
        String none = texts.text("ui.facts.unlimited");
        add(
                all,
                "memory",
                c.memoryLimit() > 0 ? amounts.bytes((double) c.memoryLimit()).toString() : none,
                false);
        add(all, "cpu", c.cpuLimit() > 0 ? processors(c.cpuLimit()) : none, false);
        add(all, "processes", c.pidsLimit() > 0 ? Figures.grouped(c.pidsLimit()) : none, false);
        return all;
    }

    List<Fact> network(Inspection seen) {
        List<Fact> all = new ArrayList<>();
        for (Inspection.Interface i : seen.interfaces()) {
            String addresses = Addresses.shown(String.join("\n", i.addresses()));
            all.add(new Fact(i.name(), addresses.isEmpty() ? texts.text("ui.facts.noaddress") : addresses, true));
        }
        return all;
    }

    private String processors(double cpus) {
        return texts.text("ui.facts.percent", "n", amounts.decimal(cpus * 100, 0));
    }

    private void add(List<Fact> all, String label, String value, boolean typed) {
        if (!value.isEmpty()) {
            all.add(new Fact(texts.text("ui.facts." + label), value, typed));
        }
    }

    private String time(long millis) {
        return millis == 0
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(texts.locale())
                        .format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
