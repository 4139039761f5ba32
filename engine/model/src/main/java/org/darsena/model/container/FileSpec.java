package org.darsena.model.container;

/// A file laid into a container's root.
///
/// @param path absolute, without `..`
/// @param content text, at most 1 MiB
/// @param mode permission bits, octal in JSON as a string: "0644"
/// @param owner user or group name or id inside, e.g. `frr:frr`, `0:0`
public record FileSpec(String path, String content, String mode, String owner) {
    public static FileSpec of(String path, String content) {
        return new FileSpec(path, content, "0644", "0:0");
    }
}
