package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.darsena.api.Container;
import org.darsena.api.Job;
import org.darsena.api.Lab;
import org.darsena.api.Manager;
import org.darsena.api.Metrics;
import org.darsena.helper.auth.Action;
import org.darsena.helper.objects.Method.How;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.dbus.Marshalling;
import org.freedesktop.dbus.utils.DBusNamingUtil;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/// The table of methods is the contract, method by method, and each has its judgement.
class TableTest {
    // answers are not asked in here
    @SuppressWarnings("NullAway")
    private final Table table = new Table(new Answers(null, "test"));

    @Test
    void holdsTheContractAndNoMore() throws Exception {
        Map<String, String> contract = new TreeMap<>();
        for (Class<?> type : List.of(Manager.class, Container.class, Lab.class, Job.class, Metrics.class)) {
            for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
                StringBuilder out = new StringBuilder();
                if (method.getReturnType() != void.class) {
                    List.of(Marshalling.getDBusType(method.getGenericReturnType()))
                            .forEach(out::append);
                }
                contract.put(
                        DBusNamingUtil.getInterfaceName(type) + "." + method.getName(),
                        Marshalling.getDBusType(method.getGenericParameterTypes()) + " → " + out);
            }
        }
        Map<String, String> ours = new TreeMap<>();
        for (Method method : table.all()) {
            if (method.iface().startsWith("org.darsena.")) {
                ours.put(method.iface() + "." + method.member(), method.in() + " → " + method.out());
            }
        }
        assertEquals(contract, ours);
    }

    @Test
    void readsAskForReadingAndNothingIsOpenButWhatTheProgramSays() {
        Set<String> open = new TreeSet<>();
        Set<Action> read = new TreeSet<>();
        for (Method method : table.all()) {
            switch (method.how()) {
                case How.Open o -> open.add(method.member());
                case How.Reading(var action, var answer) -> read.add(action);
                case How.OnJob(var answer, var recorded) -> {
                    assertEquals(JobSignals.JOB, method.iface());
                    assertEquals(!method.member().equals("Resize"), recorded, method.member());
                }
                case How.Working w -> assertEquals("o", method.out());
            }
        }
        assertEquals(Set.of("GetMachineId", "Introspect", "Ping"), open);
        assertEquals(Set.of(Action.READ, Action.READ_MACHINE), read);
    }

    @Test
    void theBusLetsTheTablesInterfacesThroughAndNoOthers() throws Exception {
        String conf = Files.readString(TestBus.packaging().resolve("dbus/org.darsena.Helper1.conf"));
        Set<String> through = new TreeSet<>();
        var matcher = Pattern.compile("send_interface=\"([^\"]+)\"").matcher(conf);
        while (matcher.find()) {
            through.add(matcher.group(1));
        }
        Set<String> ours = new TreeSet<>();
        table.all().forEach(m -> ours.add(m.iface()));
        assertEquals(ours, through);
    }

    @Test
    void introspectionIsWellFormedAndNamesNoObject() throws Exception {
        for (Paths.Kind kind : Paths.Kind.values()) {
            String xml = Introspection.xml(table, kind).replaceFirst("(?s)<!DOCTYPE[^>]*>", "");
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
            assertNotNull(document.getDocumentElement());
            assertTrue(!xml.contains("<node name"), xml);
        }
        assertEquals(
                List.of("s", "a{sv}", "a{oa{sa{sv}}}", "(bba{ss})", "ad"),
                Introspection.split("sa{sv}a{oa{sa{sv}}}(bba{ss})ad"));
    }

    @Test
    void aPathNamesAnObjectOnlyInTheFormOfOurIds() {
        Map<String, Paths.Kind> kinds = Map.of(
                "/org/darsena/Helper1", Paths.Kind.ROOT,
                "/org/darsena/Helper1/metrics", Paths.Kind.METRICS,
                "/org/darsena/Helper1/containers/0123456789ab", Paths.Kind.CONTAINER,
                "/org/darsena/Helper1/containers/0123/456", Paths.Kind.NOTHING,
                "/org/darsena/Helper1/containers", Paths.Kind.FOLDER,
                "/org/darsena", Paths.Kind.FOLDER,
                "/", Paths.Kind.FOLDER,
                "/org/darsena/Helper1/jobs/12", Paths.Kind.JOB,
                "/org/darsena/Helper1/jobs/012", Paths.Kind.NOTHING,
                "/org/darsena/Helper1/labs/0123456789ab", Paths.Kind.LAB);
        kinds.forEach((path, kind) -> assertEquals(kind, Paths.kind(path), path));
    }
}
