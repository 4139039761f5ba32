package org.darsena.runtime.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.proc.Proc;

/// In which namespaces a container stands, and which ids it has.
final class NamespaceSight {
    private static final int FIRST = 1;

    private final Proc proc;

    NamespaceSight(Proc proc) {
        this.proc = proc;
    }

    /// Kinds in which it is neither with us nor with the machine's first process.
    Set<Namespace> own(int init) throws IOException {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        for (Namespace kind : Namespace.values()) {
            long inode = proc.namespace(init, kind.procName());
            if (inode != 0 && inode != proc.namespace(self, kind.procName()) && inode != first(kind)) {
                own.add(kind);
            }
        }
        return own;
    }

    /// Of the machine's first process, which not every root may look at; 0: not known.
    private long first(Namespace kind) {
        try {
            return proc.namespace(FIRST, kind.procName());
        } catch (IOException e) {
            return 0;
        }
    }

    Seen.Ids ids(Subject it) throws IOException {
        List<long[]> map = proc.idMap(it.init(), "uid_map");
        long root = map.stream()
                .filter(range -> range[0] == 0)
                .mapToLong(range -> range[1])
                .findFirst()
                .orElse(-1);
        List<String> overlapping = new ArrayList<>();
        for (Map.Entry<String, Integer> other : it.others().entrySet()) {
            if (overlaps(map, it.init(), other.getValue())) {
                overlapping.add(other.getKey());
            }
        }
        return new Seen.Ids(root, overlapping);
    }

    /// Those that share a user namespace, or have none, are told elsewhere.
    private boolean overlaps(List<long[]> map, int init, int other) {
        try {
            int self = Math.toIntExact(ProcessHandle.current().pid());
            long theirs = proc.namespace(other, Namespace.USER.procName());
            if (theirs == proc.namespace(init, Namespace.USER.procName())
                    || theirs == proc.namespace(self, Namespace.USER.procName())) {
                return false;
            }
            for (long[] a : map) {
                for (long[] b : proc.idMap(other, "uid_map")) {
                    if (a[1] < b[1] + b[2] && b[1] < a[1] + a[2]) {
                        return true;
                    }
                }
            }
        } catch (IOException e) {
            return false; // it has just ended
        }
        return false;
    }
}
