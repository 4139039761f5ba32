package org.darsena.helper.bus;

/// Who is calling, as the bus knows it.
///
/// @param name unique name of the connection: what polkit is asked about
/// @param uid user id of the process that made the connection
/// @param pid its process id then, for the audit only: it may be another's by now; 0: not known
public record Caller(String name, int uid, long pid) {
    public static final int ROOT = 0;

    public boolean isRoot() {
        return uid == ROOT;
    }
}
