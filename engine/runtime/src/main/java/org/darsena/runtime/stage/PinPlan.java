package org.darsena.runtime.stage;

import java.util.List;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.stage.StageOp.Clone;
import org.darsena.runtime.stage.StageOp.Pin;
import org.darsena.runtime.stage.StageOp.Proc;

/// Makes a user and a network namespace that live on without a process: bind mounts upon two existing files, opened
/// with O_PATH. Undo with umount2(2) of the files (`Kernel.unmount(path, MNT_DETACH)`).
public final class PinPlan {
    private PinPlan() {}

    public static StagePlan of(Mapping ids, Fd userFile, Fd networkFile) {
        return new StagePlan(List.of(
                new Clone(Linux.CLONE_NEWUSER | Linux.CLONE_NEWNET, null),
                new Proc("uid_map", ids.text()),
                new Proc("gid_map", ids.text()),
                new Pin(userFile, "user"),
                new Pin(networkFile, "net")));
    }
}
