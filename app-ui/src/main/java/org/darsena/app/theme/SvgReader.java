package org.darsena.app.theme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads our own icon sources: flat SVG files of `path`, `circle`, `rect`, `line`, `polyline` and `polygon`
/// without transforms. An XML parser would cost more time at start-up than all the icons together.
final class SvgReader {
    private static final Pattern ELEMENT = Pattern.compile("<([a-z]+)\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z0-9-]+)=\"([^\"]*)\"");

    private SvgReader() {}

    /// @throws IllegalArgumentException for an element that the family does not use
    static IconShape read(String svg) {
        List<String> strokes = new ArrayList<>();
        List<String> fills = new ArrayList<>();
        Matcher m = ELEMENT.matcher(svg);
        while (m.find()) {
            if (m.group(1).equals("svg")) {
                continue;
            }
            Map<String, String> attributes = attributes(m.group(2));
            String path = path(m.group(1), attributes);
            (attributes.getOrDefault("fill", "none").equals("none") ? strokes : fills).add(path);
        }
        if (strokes.isEmpty() && fills.isEmpty()) {
            throw new IllegalArgumentException("no shape in the icon");
        }
        return new IconShape(strokes, fills);
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> map = new HashMap<>();
        Matcher m = ATTRIBUTE.matcher(text);
        while (m.find()) {
            map.put(m.group(1), m.group(2));
        }
        return map;
    }

    private static String path(String element, Map<String, String> a) {
        return switch (element) {
            case "path" -> need(a, "d");
            case "circle" -> circle(number(a, "cx"), number(a, "cy"), number(a, "r"));
            case "rect" -> rect(a);
            case "line" ->
                "M" + number(a, "x1") + " " + number(a, "y1") + "L" + number(a, "x2") + " " + number(a, "y2");
            case "polyline" -> "M" + need(a, "points");
            case "polygon" -> "M" + need(a, "points") + "Z";
            default -> throw new IllegalArgumentException("unknown element in an icon: " + element);
        };
    }

    private static String circle(double x, double y, double r) {
        String arc = "A" + r + " " + r + " 0 1 1 ";
        return "M" + (x - r) + " " + y + arc + (x + r) + " " + y + arc + (x - r) + " " + y + "Z";
    }

    private static String rect(Map<String, String> a) {
        double x = number(a, "x");
        double y = number(a, "y");
        double r = number(a, "rx");
        double right = x + number(a, "width");
        double bottom = y + number(a, "height");
        String arc = "A" + r + " " + r + " 0 0 1 ";
        return "M" + (x + r) + " " + y + "H" + (right - r) + arc + right + " " + (y + r) + "V" + (bottom - r) + arc
                + (right - r) + " " + bottom + "H" + (x + r) + arc + x + " " + (bottom - r) + "V" + (y + r) + arc
                + (x + r) + " " + y + "Z";
    }

    private static double number(Map<String, String> a, String name) {
        return Double.parseDouble(need(a, name));
    }

    private static String need(Map<String, String> a, String name) {
        String value = a.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an icon's element lacks " + name);
        }
        return value;
    }
}
