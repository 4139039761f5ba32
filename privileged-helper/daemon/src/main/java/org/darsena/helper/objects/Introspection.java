package org.darsena.helper.objects;

import java.util.ArrayList;
import java.util.List;

/// What `busctl introspect` shows: interfaces and methods by kind of object. Never which objects there are.
final class Introspection {
    private static final List<String> STANDARD = List.of(Changes.PROPERTIES, Table.INTROSPECTABLE, Table.PEER);

    private Introspection() {}

    static String xml(Table table, Paths.Kind kind) {
        StringBuilder xml = new StringBuilder("""
                <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
                <node>
                """);
        List<String> own = switch (kind) {
            case ROOT -> List.of(Table.MANAGER, Changes.OBJECT_MANAGER);
            case METRICS -> List.of(Watchers.METRICS);
            case CONTAINER -> List.of(Changes.CONTAINER);
            case LAB -> List.of(Changes.LAB);
            case JOB -> List.of(JobSignals.JOB);
            case FOLDER, NOTHING -> List.of();
        };
        for (String iface : own) {
            describe(xml, table, iface);
        }
        if (!own.isEmpty()) {
            STANDARD.forEach(iface -> describe(xml, table, iface));
        }
        return xml.append("</node>\n").toString();
    }

    private static void describe(StringBuilder xml, Table table, String iface) {
        xml.append(" <interface name=\"").append(iface).append("\">\n");
        for (Method method : table.all()) {
            if (method.iface().equals(iface)) {
                xml.append("  <method name=\"").append(method.member()).append("\">\n");
                split(method.in()).forEach(type -> argument(xml, type, "in"));
                split(method.out()).forEach(type -> argument(xml, type, "out"));
                xml.append("  </method>\n");
            }
        }
        xml.append(" </interface>\n");
    }

    private static void argument(StringBuilder xml, String type, String direction) {
        xml.append("   <arg type=\"")
                .append(type)
                .append("\" direction=\"")
                .append(direction)
                .append("\"/>\n");
    }

    /// `sa{sv}` → `s`, `a{sv}`.
    static List<String> split(String signature) {
        List<String> types = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < signature.length(); i++) {
            char c = signature.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (depth == 0 && c != 'a') {
                types.add(signature.substring(start, i + 1));
                start = i + 1;
            }
        }
        return types;
    }
}
