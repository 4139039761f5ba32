package org.darsena.app.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Jobs under way by their path. One thread.
///
/// A job's signals may be read before the reply that names it: those of paths not known yet wait here, as
/// many as a stranger's mistake may cost.
final class JobTable {
    private static final int MAX_EARLY_PATHS = 256;
    private static final int MAX_EARLY_EVENTS = 64;

    private final Map<String, ClientJob> live = new HashMap<>();
    private final Map<String, List<Consumer<ClientJob>>> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Consumer<ClientJob>>> eldest) {
            return size() > MAX_EARLY_PATHS;
        }
    };

    /// The reply named it.
    void claim(String path, ClientJob job, ClientJob.Remote remote) {
        live.put(path, job);
        job.attach(remote);
        List<Consumer<ClientJob>> events = early.remove(path);
        if (events != null) {
            events.forEach(waiting -> event(path, waiting));
        }
    }

    void event(String path, Consumer<ClientJob> event) {
        ClientJob job = live.get(path);
        if (job == null) {
            var events = early.computeIfAbsent(path, key -> new ArrayList<>());
            if (events.size() == MAX_EARLY_EVENTS) {
                // the end is never among the first
                events.removeFirst();
            }
            events.add(event);
            return;
        }
        event.accept(job);
        if (job.done().isDone()) {
            live.remove(path);
        }
    }

    /// The helper is gone: nobody will tell how they ended.
    void abandon(HelperException why) {
        var all = List.copyOf(live.values());
        live.clear();
        early.clear();
        all.forEach(job -> job.failed(why));
    }
}
