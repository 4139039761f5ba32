package org.darsena.runtime.stage;

/// How a process ended.
///
/// @param code its exit status 0–255; 128 + n when it died of signal n
/// @param signal that signal, 0 otherwise
/// @param note why the status could not be written to exit.json; empty when it was
public record Exit(int code, int signal, String note) {}
