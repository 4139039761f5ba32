package org.darsena.runtime.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StageOp.Below;
import org.darsena.runtime.stage.StageOp.Overlay;
import org.darsena.runtime.stage.StageOp.Tree;
import org.jspecify.annotations.Nullable;

/// What a container's root is made of: an overlay that can be written, one that cannot, or a tree by itself.
final class RootLayers {
    private static final int FIRST = 100;
    private static final int MOST = 60;
    private static final int LONGEST_PATH = 255;

    private List<Fd> lower = List.of();
    private @Nullable Fd upper;
    private @Nullable Fd work;
    private @Nullable Fd own;
    private boolean shifted = true;
    private boolean inOwnNamespace = KernelVersion.current().before(6, 15);

    void writable(List<Fd> layers, Fd upperDir, Fd workDir) {
        set(layers, null);
        upper = upperDir;
        work = workDir;
    }

    void readOnly(Fd ownLayer, List<Fd> layers) {
        set(layers, ownLayer);
    }

    void plain(Fd tree) {
        set(List.of(tree), null);
    }

    private void set(List<Fd> layers, @Nullable Fd ownLayer) {
        if (layers.isEmpty() || layers.size() > MOST) {
            throw new IllegalArgumentException(layers.size() + " layers");
        }
        lower = List.copyOf(layers);
        own = ownLayer;
        upper = null;
        work = null;
    }

    /// Whether those of the image are id-mapped where there is a user namespace.
    void shifted(boolean value) {
        shifted = value;
    }

    /// The way overlays are made before Linux 6.15.
    void inOwnNamespace(boolean value) {
        inOwnNamespace = value;
    }

    boolean isMissing() {
        return lower.isEmpty();
    }

    /// @param root slot of what is made
    void addTo(List<StageOp> ops, int root, boolean userNamespace) {
        Fd upperDir = upper;
        Fd workDir = work;
        if (own != null) {
            ops.add(new Tree(FIRST, own, Below.NOTHING, false, MountAttr.NONE));
            ops.add(new Overlay(
                    root,
                    MountAttr.NO_DEV | MountAttr.READ_ONLY,
                    inOwnNamespace,
                    trees(ops, shifted && userNamespace, FIRST),
                    List.of("source=overlay")));
        } else if (upperDir == null || workDir == null) {
            ops.add(new Tree(root, lower.getFirst(), Below.NOTHING, userNamespace, MountAttr.NO_DEV));
        } else {
            ops.add(new Overlay(
                    root,
                    MountAttr.NO_DEV,
                    inOwnNamespace,
                    trees(ops, shifted && userNamespace),
                    List.of("source=overlay", "upperdir=" + pathOf(upperDir), "workdir=" + pathOf(workDir))));
        }
    }

    /// Makes the layers, below those that are there.
    private List<Integer> trees(List<StageOp> ops, boolean idMapped, Integer... above) {
        List<Integer> slots = new ArrayList<>(List.of(above));
        for (Fd layer : lower) {
            slots.add(FIRST + slots.size());
            ops.add(new Tree(slots.getLast(), layer, Below.NOTHING, idMapped, MountAttr.NONE));
        }
        return slots;
    }

    /// The name of an open directory. overlayfs takes names only, and fsconfig(2) at most 255 bytes of them.
    private static String pathOf(Fd directory) {
        try {
            String path = Files.readSymbolicLink(Path.of("/proc/self/fd/" + directory.number()))
                    .toString();
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new IllegalStateException("too long for an overlay directory: " + path);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
