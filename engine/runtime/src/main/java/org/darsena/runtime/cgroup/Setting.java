package org.darsena.runtime.cgroup;

/// One value to write into a cgroup's file.
///
/// @param controller whose file it is, so that its tree is found (or said to be missing)
/// @param file e.g. `memory.max`
/// @param optional whether a kernel without that file is fine (swap accounting, say)
public record Setting(String controller, String file, String value, boolean optional) {}
