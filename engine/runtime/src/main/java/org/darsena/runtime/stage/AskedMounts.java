package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.stage.StageOp.Attach;
import org.darsena.runtime.stage.StageOp.Below;
import org.darsena.runtime.stage.StageOp.Fs;
import org.darsena.runtime.stage.StageOp.Make;
import org.darsena.runtime.stage.StageOp.Subtree;
import org.darsena.runtime.stage.StageOp.Tree;

/// What a spec has mounted besides, and which paths inside it has covered or made read-only.
final class AskedMounts {
    private static final int FIRST = 162;
    private static final int MOST = 32;
    private static final int COVER = 198;

    private final List<Mounted> mounts = new ArrayList<>();
    private final List<String> masked = new ArrayList<>();
    private final List<String> readOnly = new ArrayList<>();

    void add(Mounted mount) {
        if (mounts.size() == MOST) {
            throw new IllegalArgumentException("more than " + MOST + " mounts");
        }
        mounts.add(mount);
    }

    void mask(String path) {
        masked.add(path);
    }

    void readOnly(String path) {
        readOnly.add(path);
    }

    /// The monitor's part, while it is in the mount namespace of their sources.
    void clones(List<StageOp> ops) {
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i) instanceof Mounted.Tree t) {
                ops.add(new Tree(FIRST + i, t.source(), Below.ALIKE, false, t.attributes(), t.propagation()));
            }
        }
    }

    void attach(List<StageOp> ops, int root) {
        for (int i = 0; i < mounts.size(); i++) {
            Mounted mount = mounts.get(i);
            if (mount instanceof Mounted.Memory m) {
                ops.add(new Fs(FIRST + i, m.attributes(), "tmpfs", m.options()));
            }
            Make make = mount instanceof Mounted.Tree t && t.file() ? Make.FILE : Make.DIRECTORY;
            ops.add(new Attach(FIRST + i, root, mount.target().substring(1), make, false));
        }
    }

    /// A cover of each kind for each path; that of the other kind is left out there. After the usual ones, whose
    /// islands would lie upon these.
    void cover(List<StageOp> ops, int root) {
        for (String path : readOnly) {
            ops.add(new Subtree(COVER, root, path.substring(1), true, MountAttr.READ_ONLY));
            ops.add(new Attach(COVER, root, path.substring(1), Make.IF_PRESENT, false));
        }
        for (String path : masked) {
            ops.add(new Fs(COVER, SystemMounts.SAFE | MountAttr.READ_ONLY, "tmpfs", List.of("source=masked")));
            ops.add(new Attach(COVER, root, path.substring(1), Make.IF_ALIKE, false));
            ops.add(new Subtree(COVER + 1, SystemMounts.DEV, "null", false, MountAttr.READ_ONLY));
            ops.add(new Attach(COVER + 1, root, path.substring(1), Make.IF_ALIKE, false));
        }
    }
}
