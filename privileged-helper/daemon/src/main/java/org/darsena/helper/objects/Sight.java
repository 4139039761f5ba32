package org.darsena.helper.objects;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.helper.bus.Caller;

/// Who sees what: everyone their own, root all, and a connection that an administrator has vouched for all too.
///
/// Threads: any.
final class Sight {
    private final Set<String> seers = ConcurrentHashMap.newKeySet();

    boolean sees(Caller caller, int owner) {
        return caller.uid() == owner || seesAll(caller);
    }

    boolean seesAll(Caller caller) {
        return caller.isRoot() || seers.contains(caller.name());
    }

    void showAll(Caller caller) {
        seers.add(caller.name());
    }

    void left(String uniqueName) {
        seers.remove(uniqueName);
    }
}
