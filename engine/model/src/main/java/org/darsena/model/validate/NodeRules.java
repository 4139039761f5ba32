package org.darsena.model.validate;

import java.util.HashSet;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Position;
import org.darsena.model.lab.Node;
import org.jspecify.annotations.Nullable;

/// Rules for the lab's own name, its nodes and networks each by itself.
final class NodeRules {
    private static final double MAX_POSITION = 100_000;

    private NodeRules() {}

    static void lab(LabDocument lab, Report report) {
        labName(lab.name(), "/name", report);
        title(lab.title(), "/title", report);
        Texts.count(lab.nodes(), "/nodes", 2000, report);
        Texts.count(lab.networks(), "/networks", 1000, report);
        Texts.count(lab.links(), "/links", 8000, report);
        Texts.count(lab.zones(), "/zones", 64, report);
        Texts.count(lab.policy(), "/policy", 4096, report);
        Texts.count(lab.checks(), "/checks", 2000, report);
    }

    static void labName(String name, String at, Report report) {
        Texts.labName(name, at, Texts.LAB_NAME_LENGTH, report);
    }

    static void names(LabDocument lab, Report report) {
        Set<String> names = new HashSet<>();
        Texts.each(lab.nodes(), "/nodes", (node, at) -> name(node.name(), at + "/name", names, report));
        Texts.each(lab.networks(), "/networks", (network, at) -> {
            name(network.name(), at + "/name", names, report);
            position(network.position(), at, report);
        });
    }

    private static void name(String name, String at, Set<String> names, Report report) {
        if (Texts.labName(name, at, Texts.NODE_NAME_LENGTH, report)) {
            report.require(names.add(name), "node.duplicate", at, name);
        }
    }

    static void nodes(LabDocument lab, Report report) {
        Texts.each(lab.nodes(), "/nodes", (node, at) -> node(node, at, report));
    }

    private static void node(Node node, String at, Report report) {
        if (node.image() != null) {
            Texts.image(node.image(), at + "/image", report);
        }
        position(node.position(), at, report);
        Paths.files(node.files(), at + "/files", report);
        Texts.count(node.start(), at + "/start", 256, report);
        Texts.each(node.start(), at + "/start", (line, here) -> Texts.plain(line, here, 64 << 10, report));
        Texts.environment(node.env(), at + "/env", report);
        if (node.resources() != null) {
            LimitRules.check(node.resources(), at + "/resources", report);
        }
    }

    private static void position(@Nullable Position position, String at, Report report) {
        report.require(
                position == null || (Math.abs(position.x()) <= MAX_POSITION && Math.abs(position.y()) <= MAX_POSITION),
                "position.range",
                at + "/position",
                (long) MAX_POSITION);
    }

    static void title(@Nullable String title, String at, Report report) {
        if (title != null) {
            Texts.line(title, at, 200, report);
        }
    }
}
