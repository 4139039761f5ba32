package org.darsena.runtime.container;

import java.util.HashMap;
import java.util.Map;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;

/// Signals by name, signal(7), numbers as on x86-64 and aarch64.
final class Signals {
    private static final String[] NAMES =
            ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT"
                            + " CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" ");
    private static final int RTMIN = 34;
    private static final int RTMAX = 64;
    private static final Map<String, Integer> NUMBERS = numbers();

    private Signals() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> all = new HashMap<>();
        for (int i = 0; i < NAMES.length; i++) {
            all.put(NAMES[i], i + 1);
        }
        for (int i = RTMIN; i <= RTMAX; i++) {
            all.put(i == RTMIN ? "RTMIN" : "RTMIN+" + (i - RTMIN), i);
        }
        all.put("RTMAX", RTMAX);
        return all;
    }

    /// The number of `name`, with or without `SIG`. INVALID for any other text.
    static int number(String name) throws EngineException {
        Integer number = NUMBERS.get(name.startsWith("SIG") ? name.substring(3) : name);
        if (number == null) {
            throw new EngineException(Kind.INVALID, Map.of("what", "signal", "value", name));
        }
        return number;
    }
}
