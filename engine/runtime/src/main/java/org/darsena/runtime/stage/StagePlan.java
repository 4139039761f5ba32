package org.darsena.runtime.stage;

import java.util.List;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;

/// A complete list of operations. Built by [StartPlan], [ExecPlan] or [PinPlan].
public record StagePlan(List<StageOp> ops) {
    /// The most bytes one message may have.
    static final int MAX_BYTES = 196_608;
    /// The most descriptors besides the reply socket.
    static final int MAX_FDS = 199;

    public StagePlan {
        ops = List.copyOf(ops);
    }

    /// The plan as bytes and the descriptors that go with them.
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Encoded(byte[] bytes, List<Fd> fds) {}

    /// Throws [StageException] when it is too large: arguments and environment together stay below 190 000 bytes.
    Encoded encode() throws StageException {
        PlanWriter writer = new PlanWriter();
        ops.forEach(writer::op);
        byte[] bytes = writer.toBytes();
        if (bytes.length > MAX_BYTES) {
            throw new StageException("RUN", ops.size() - 1, Errno.E2BIG, "plan of " + bytes.length + " bytes");
        }
        if (writer.fds().size() > MAX_FDS) {
            throw new StageException(
                    "RUN", ops.size() - 1, Errno.EMFILE, writer.fds().size() + " descriptors");
        }
        return new Encoded(bytes, writer.fds());
    }

    boolean waitsForGo() {
        return ops.stream().anyMatch(op -> op instanceof StageOp.Run run && run.waitForGo());
    }
}
