package org.darsena.runtime.store;

import java.nio.file.Path;

/// Something on disk that could not be read and was moved out of the way, for a person to look at.
public record Damaged(String id, Path movedTo, String why) {}
