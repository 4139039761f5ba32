package org.darsena.runtime.container;

/// Which node of which lab a container is.
public record LabNode(String lab, String node) {}
