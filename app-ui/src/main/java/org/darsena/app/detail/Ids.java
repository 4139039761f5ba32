package org.darsena.app.detail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.darsena.app.detail.Inspection.IdRange;

/// All user ids of a container without a hole: those that are mapped and, between and behind them, those that are not.
/// user_namespaces(7). Holds no control.
final class Ids {
    /// The highest there is; 4294967295 stands for none.
    private static final long LAST = 0xFFFF_FFFEL;

    private Ids() {}

    /// Ids `first` to `last` inside.
    ///
    /// @param outside what `first` is on the machine; -1: they are not mapped
    record Row(long first, long last, long outside) {
        boolean mapped() {
            return outside >= 0;
        }

        /// Whether it goes on to the highest id there is.
        boolean open() {
            return last == LAST;
        }
    }

    /// By the ids inside; none where nothing is known.
    static List<Row> rows(List<IdRange> ranges) {
        List<Row> rows = new ArrayList<>();
        long next = 0;
        for (IdRange r : ranges.stream()
                .sorted(Comparator.comparingLong(IdRange::inside))
                .toList()) {
            gap(rows, next, r.inside() - 1);
            next = r.inside() + r.count();
            rows.add(new Row(r.inside(), Math.min(LAST, next - 1), r.outside()));
        }
        if (!rows.isEmpty()) {
            gap(rows, next, LAST);
        }
        return rows;
    }

    private static void gap(List<Row> rows, long first, long last) {
        if (first <= last) {
            rows.add(new Row(first, last, -1));
        }
    }
}
