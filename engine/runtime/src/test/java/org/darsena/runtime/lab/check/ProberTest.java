package org.darsena.runtime.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProberTest {
    /// tcp(7): what Linux waits before it sends the first SYN again.
    private static final Duration FIRST_RETRANSMISSION = Duration.ofSeconds(1);

    @Test
    void theFirstAttemptsDoNotWaitForALostSyn() {
        assertTrue(Prober.connectTime(100).plusMillis(100).compareTo(FIRST_RETRANSMISSION) < 0);
        assertTrue(Prober.connectTime(200).plusMillis(200).compareTo(FIRST_RETRANSMISSION) < 0);
    }

    @Test
    void laterOnesDo() {
        assertTrue(Prober.connectTime(400).compareTo(FIRST_RETRANSMISSION) > 0);
        assertEquals(Duration.ofMillis(1500), Prober.connectTime(5000));
        assertTrue(Prober.PATIENT.compareTo(FIRST_RETRANSMISSION.multipliedBy(2)) > 0);
    }
}
