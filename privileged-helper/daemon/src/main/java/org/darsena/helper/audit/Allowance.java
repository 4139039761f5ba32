package org.darsena.helper.audit;

/// How many lines of the record one user may still fill: [#AT_ONCE], and then one a second. What is beyond is counted.
///
/// Threads: one at a time.
final class Allowance {
    static final int AT_ONCE = 600;

    private static final long REFILL_NANOS = 1_000_000_000L;

    private long since;
    private int left = AT_ONCE;
    private int missed;

    Allowance(long nanos) {
        this.since = nanos;
    }

    /// Takes one; false when there is none, which is counted, unless it is `due` all the same.
    boolean take(long nanos, boolean due) {
        long fresh = Math.min((nanos - since) / REFILL_NANOS, AT_ONCE - left);
        left += (int) fresh;
        since = left == AT_ONCE ? nanos : since + fresh * REFILL_NANOS;
        if (left == 0) {
            missed += due ? 0 : 1;
            return due;
        }
        left--;
        return true;
    }

    /// How many there was none for since this was last asked.
    int missed() {
        int now = missed;
        missed = 0;
        return now;
    }
}
