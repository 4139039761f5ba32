package org.darsena.helper.job;

import java.util.Map;
import org.darsena.helper.bus.Refusal;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// Hears of jobs. Must not block.
public interface JobListener {
    void added(Job job);

    /// Its state, fraction or step is another.
    void changed(Job job);

    void progress(Job job, double fraction, String step, Map<String, String> args);

    /// The process of an exec runs.
    void started(Job job);

    /// Exactly once for each job.
    void completed(Job job, @Nullable Refusal failure, Map<String, Variant<?>> result);

    void removed(Job job);
}
