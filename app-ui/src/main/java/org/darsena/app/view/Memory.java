package org.darsena.app.view;

/// Small things the window remembers from one run to the next: sizes, choices. JavaFX thread only.
public interface Memory {

    /// What was put under `key`, else `otherwise`.
    String get(String key, String otherwise);

    /// Remembers `value`; it is written down soon.
    void put(String key, String value);

    /// As [#get], of a number; `otherwise` too where it is none.
    default double number(String key, double otherwise) {
        try {
            return Double.parseDouble(get(key, Double.toString(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    default boolean flag(String key, boolean otherwise) {
        return Boolean.parseBoolean(get(key, Boolean.toString(otherwise)));
    }
}
