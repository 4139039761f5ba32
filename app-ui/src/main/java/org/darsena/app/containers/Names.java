package org.darsena.app.containers;

import java.util.Comparator;

/// Names in the order people expect: `web-2` before `web-10`, capitals beside small letters.
final class Names {
    static final Comparator<String> NATURAL = Names::compare;

    private Names() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char x = a.charAt(i);
            char y = b.charAt(j);
            if (digit(x) && digit(y)) {
                int endA = end(a, i);
                int endB = end(b, j);
                int difference = number(a.substring(i, endA), b.substring(j, endB));
                if (difference != 0) {
                    return difference;
                }
                i = endA;
                j = endB;
            } else {
                int difference = Character.compare(Character.toLowerCase(x), Character.toLowerCase(y));
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int number(String a, String b) {
        String x = a.replaceFirst("^0+(?=.)", "");
        String y = b.replaceFirst("^0+(?=.)", "");
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
