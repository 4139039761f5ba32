package org.darsena.runtime.stage;

/// Ids `0…count-1` inside are `base…base+count-1` outside, users and groups alike.
public record Mapping(long base, long count) {
    /// As written to uid_map.
    String text() {
        return "0 " + base + " " + count + "\n";
    }
}
