package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import org.darsena.model.plan.Surroundings.Scratch;
import org.darsena.runtime.stage.StageOp.Attach;
import org.darsena.runtime.stage.StageOp.Fs;
import org.darsena.runtime.stage.StageOp.Make;

/// Folders in memory, in which a container may write whatever its root is. One may lie below another that came before.
final class ScratchFolders {
    private static final int FIRST = 50;
    private static final int MOST = 8;

    private final List<Scratch> folders = new ArrayList<>();

    void add(Scratch folder) {
        if (folders.size() == MOST) {
            throw new IllegalArgumentException("more than " + MOST + " folders in memory");
        }
        folders.add(folder);
    }

    /// Before the root is there.
    void create(List<StageOp> ops) {
        for (int i = 0; i < folders.size(); i++) {
            Scratch s = folders.get(i);
            List<String> options = List.of("source=tmpfs", "mode=" + s.mode(), "size=" + s.bytes());
            ops.add(new Fs(FIRST + i, MountAttr.NO_SUID | MountAttr.NO_DEV, "tmpfs", options));
        }
    }

    void attach(List<StageOp> ops, int root) {
        for (int i = 0; i < folders.size(); i++) {
            ops.add(place(i, root));
        }
    }

    /// One below another is reached from that one: a place below a mount is no further than its own edge.
    private Attach place(int i, int root) {
        String path = folders.get(i).path();
        for (int j = 0; j < i; j++) {
            String above = folders.get(j).path() + "/";
            if (path.startsWith(above)) {
                return new Attach(FIRST + i, FIRST + j, path.substring(above.length()), Make.DIRECTORY, false);
            }
        }
        return new Attach(FIRST + i, root, path.substring(1), Make.DIRECTORY, false);
    }
}
