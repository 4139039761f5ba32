package org.darsena.helper.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.darsena.helper.testing.TestBus;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The files that polkit and the bus read say what the program means.
class PolicyTest {
    private static final Path POLICY = TestBus.packaging().resolve("polkit/org.darsena.helper.policy");
    private static final Path BUS = TestBus.packaging().resolve("dbus/org.darsena.Helper1.conf");

    private static Document read(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Node below, String name) {
        List<Element> found = new ArrayList<>();
        for (Node n = below.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e) {
                if (e.getTagName().equals(name)) {
                    found.add(e);
                }
                found.addAll(elements(e, name));
            }
        }
        return found;
    }

    private static Map<String, Element> actions() throws Exception {
        Map<String, Element> actions = new LinkedHashMap<>();
        elements(read(POLICY), "action").forEach(a -> actions.put(a.getAttribute("id"), a));
        return actions;
    }

    private static List<String> defaults(Element action) {
        List<String> defaults = new ArrayList<>();
        for (String whom : List.of("allow_any", "allow_inactive", "allow_active")) {
            defaults.add(elements(action, whom).getFirst().getTextContent().strip());
        }
        return defaults;
    }

    @Test
    void everyActionIsInThePolicyAndTheOtherWayRound() throws Exception {
        assertEquals(
                Arrays.stream(Action.values()).map(Action::id).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(actions().keySet()));
    }

    @Test
    void whatAnActionImpliesExistsAndIsLess() throws Exception {
        Map<String, Element> actions = actions();
        int implied = 0;
        for (Element action : actions.values()) {
            for (Element annotation : elements(action, "annotate")) {
                assertEquals("org.freedesktop.policykit.imply", annotation.getAttribute("key"));
                for (String id : annotation.getTextContent().strip().split("\\s+")) {
                    assertTrue(actions.containsKey(id), id + ", implied by " + action.getAttribute("id"));
                    assertFalse(id.endsWith("-others") || id.endsWith("privileged"), id + " is never implied");
                    implied++;
                }
            }
        }
        assertTrue(implied > 0);
    }

    /// Nobody gives more than the prompt says.
    @Test
    void thePromptNamesWhatIsImplied() throws Exception {
        for (Element action : actions().values()) {
            boolean implies = !elements(action, "annotate").isEmpty();
            List<String> messages = elements(action, "message").stream()
                    .map(Element::getTextContent)
                    .toList();
            assertEquals(
                    implies,
                    messages.get(0).contains(", and for some minutes to use and delete your own "),
                    action.getAttribute("id"));
            assertEquals(
                    implies,
                    messages.get(1).contains(" y, durante unos minutos, para usar y eliminar los "),
                    action.getAttribute("id"));
        }
    }

    @Test
    void eachActionSaysWhoMayAndWhy() throws Exception {
        for (Element action : actions().values()) {
            Node before = action.getPreviousSibling();
            while (before != null && before.getNodeType() == Node.TEXT_NODE) {
                before = before.getPreviousSibling();
            }
            assertTrue(
                    before instanceof Comment c && c.getData().strip().startsWith("SECURITY: "),
                    action.getAttribute("id"));
        }
    }

    @Test
    void eachSpeaksEnglishAndSpanish() throws Exception {
        for (Element action : actions().values()) {
            for (String what : List.of("description", "message")) {
                List<Element> texts = elements(action, what);
                assertEquals(
                        List.of("", "es"),
                        texts.stream().map(t -> t.getAttribute("xml:lang")).toList(),
                        action.getAttribute("id"));
                assertEquals(
                        2,
                        texts.stream().map(Element::getTextContent).distinct().count());
                assertEquals(
                        texts.get(0).getTextContent().contains("$(name)"),
                        texts.get(1).getTextContent().contains("$(name)"));
            }
        }
    }

    @Test
    void onlyReadingOnesOwnNeedsNoPassword() throws Exception {
        Set<String> free = Set.of(Action.READ.id(), Action.READ_MACHINE.id());
        for (var action : actions().entrySet()) {
            List<String> defaults = defaults(action.getValue());
            assertEquals(free.contains(action.getKey()), defaults.contains("yes"), action.getKey());
            if (free.contains(action.getKey())) {
                assertEquals(List.of("yes", "yes", "yes"), defaults, action.getKey());
            } else {
                assertTrue(defaults.get(0).startsWith("auth_admin"), "remote: " + action.getKey());
                assertTrue(defaults.get(1).startsWith("auth_admin"), "inactive: " + action.getKey());
            }
        }
    }

    @Test
    void whatGivesMoreIsAnAdministratorsEachTime() throws Exception {
        Map<String, Element> actions = actions();
        for (Action action : Action.values()) {
            if (action.forAdministrators()) {
                Element element = Objects.requireNonNull(actions.get(action.id()));
                assertEquals(List.of("auth_admin", "auth_admin", "auth_admin"), defaults(element), action.id());
            }
        }
    }

    @Test
    void everyActionOnOnesOwnHasItsOthers() {
        for (Action action : Action.values()) {
            boolean verbOnTarget = action.id().startsWith("org.darsena.helper.container.") && action != Action.CREATE
                    || action == Action.LAB_CHECK
                    || action == Action.LAB_DOWN;
            if (verbOnTarget && !action.forAdministrators()) {
                assertEquals(action.id() + "-others", String.valueOf(others(action)));
            }
        }
    }

    private static String others(Action action) {
        Action others = action.onOthers();
        return others == null ? "none" : others.id();
    }

    @Test
    void onlyRootOwnsTheNameAndEveryAllowNamesItsDestination() throws Exception {
        Document conf = read(BUS);
        assertEquals(List.of(), elements(conf, "deny"), "nothing of others' is touched");
        int owning = 0;
        for (Element allow : elements(conf, "allow")) {
            Element policy = (Element) allow.getParentNode();
            if (allow.hasAttribute("own")) {
                assertEquals("root", policy.getAttribute("user"));
                assertEquals("org.darsena.Helper1", allow.getAttribute("own"));
                assertEquals(1, allow.getAttributes().getLength());
                owning++;
            } else {
                assertEquals("org.darsena.Helper1", allow.getAttribute("send_destination"));
                assertFalse(allow.getAttribute("send_interface").isEmpty());
                assertFalse(allow.hasAttribute("own_prefix") || allow.hasAttribute("eavesdrop"));
            }
        }
        assertEquals(1, owning);
    }

    @Test
    void theFilesNameTheSameServiceAndUnit() throws Exception {
        String activation = Files.readString(TestBus.packaging().resolve("dbus/org.darsena.Helper1.service"));
        String unit = Files.readString(TestBus.packaging().resolve("systemd/darsena-helper.service"));
        assertTrue(activation.contains("\nName=org.darsena.Helper1\n"));
        assertTrue(activation.contains("\nUser=root\n"));
        assertTrue(activation.contains("\nSystemdService=darsena-helper.service\n"));
        assertTrue(unit.contains("\nBusName=org.darsena.Helper1\n"));
        assertTrue(unit.contains("\nKillMode=process\n"), "containers outlive the helper");
        assertFalse((activation + unit).contains("--private-authority"), "the installed helper asks polkit");
    }
}
