package org.darsena.runtime.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.Supplier;
import org.darsena.runtime.lab.check.Seen.Way;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static @Nullable String there() {
        return null;
    }

    private static @Nullable String gone() {
        return "web does not run";
    }

    private static @Nullable String notAsked() {
        return fail("nobody had to ask");
    }

    private static Verdict of(Way way, boolean converged, Supplier<@Nullable String> excuse) {
        return Verdict.mustNot(new Seen(way, "x"), converged, excuse);
    }

    @Test
    void whatAFailureProves() {
        assertEquals(new Verdict(false, "it works: x"), of(Way.WORKS, true, VerdictTest::notAsked));
        assertEquals(new Verdict(false, "proves nothing: x"), of(Way.IMPOSSIBLE, true, VerdictTest::notAsked));
        assertEquals(new Verdict(true, "x"), of(Way.PROHIBITED, false, VerdictTest::notAsked));
        assertEquals(new Verdict(true, "x"), of(Way.DENIED, false, VerdictTest::notAsked));
        for (Way lost : new Way[] {Way.CLOSED, Way.SILENT, Way.NO_WAY}) {
            assertEquals(new Verdict(true, "x"), of(lost, true, VerdictTest::there));
            assertEquals(
                    new Verdict(false, "x, which proves nothing: web does not run"), of(lost, true, VerdictTest::gone));
        }
        assertEquals(
                new Verdict(false, "x, which proves nothing while what must work does not"),
                of(Way.SILENT, false, VerdictTest::there));
        assertEquals(
                new Verdict(true, "x"),
                of(Way.CLOSED, false, VerdictTest::there),
                "a reset in the name of one that listens");
    }
}
