package org.darsena.model.json;

/// JSON pointers, RFC 6901.
final class Pointer {
    private Pointer() {}

    static String key(String place, String key) {
        return place + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String item(String place, int index) {
        return place + "/" + index;
    }
}
