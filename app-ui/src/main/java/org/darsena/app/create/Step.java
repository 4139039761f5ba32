package org.darsena.app.create;

/// The steps, in order.
enum Step {
    KIND,
    IMAGE,
    RESOURCES,
    NETWORK,
    PROTECTION,
    PLAN;

    /// The step at which what stands at `place` of the document is asked.
    static Step of(String place) {
        String head = place.startsWith("/") ? place.substring(1).split("/", 2)[0] : "";
        return switch (head) {
            case "image" -> IMAGE;
            case "resources" -> RESOURCES;
            case "networks", "sysctls" -> NETWORK;
            case "security", "namespaces" -> PROTECTION;
            default -> KIND;
        };
    }
}
