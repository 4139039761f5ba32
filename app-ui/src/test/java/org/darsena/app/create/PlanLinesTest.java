package org.darsena.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.darsena.app.text.Texts;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.Planner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanLinesTest {
    private static List<String> said(Locale locale, ContainerSpec spec) {
        var lines = new PlanLines(Texts.of(locale));
        return lines.of(Planner.plan(spec, Facts.preview(spec.name(), spec.image()))).stream()
                .map(lines::said)
                .toList();
    }

    private static ContainerSpec usual() {
        return new CreateModel(Set::of, "host").spec();
    }

    /// As many, and by the same names, as the page on the container's kernel side shows of one that runs.
    @Test
    void namespacesByNumberAndName() {
        List<String> said = said(Locale.ENGLISH, usual());
        assertTrue(
                said.contains("Make 6 of its 7 own namespaces: mount, host name, ipc, pid, network, user"),
                said.toString());
        assertTrue(said.contains("Make its cgroup namespace, which hides the groups above its own"), said.toString());
    }

    @Test
    void idsWithTheirDigitsInGroups() {
        String sentence = said(Locale.ENGLISH, usual()).stream()
                .filter(s -> s.startsWith("Map "))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "Map its users to 65 536 ordinary ones, the next free from 1 879 048 192 on",
                sentence.replace('\u00a0', ' '));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void everyLineHasItsSentence(String language) {
        said(Locale.of(language), usual()).forEach(s -> assertTrue(!s.startsWith("plan.") && s.indexOf('?') < 0, s));
    }
}
