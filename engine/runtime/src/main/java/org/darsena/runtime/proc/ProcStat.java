package org.darsena.runtime.proc;

/// What /proc/PID/stat says of a process; pid and start time together name it for as long as the machine
/// runs.
///
/// @param state `R`, `S`, `D`, `Z` …
/// @param startTicks after boot, in clock ticks
public record ProcStat(int pid, String comm, char state, int parent, long startTicks) {

    /// Parses a whole stat line. The command's name may hold spaces and parentheses, so what follows is
    /// counted from its last `)`. Throws [IllegalArgumentException] on anything else.
    public static ProcStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("not a stat line: " + line);
        }
        String[] rest = line.substring(close + 2).split(" ");
        return new ProcStat(
                Integer.parseInt(line.substring(0, open).strip()),
                line.substring(open + 1, close),
                rest[0].charAt(0),
                Integer.parseInt(rest[1]),
                Long.parseLong(rest[19]));
    }

    /// Whether it has ended and only waits to be collected.
    public boolean dead() {
        return state == 'Z' || state == 'X';
    }
}
