package org.darsena.runtime.stage;

import org.darsena.runtime.kernel.Fd;

/// Where a process's standard descriptors come from.
public sealed interface StdioPlan {
    void encode(PlanWriter out, int dev, int pts);

    /// Input /dev/null, output and errors through a pipe into the console log. Containers only.
    record Log() implements StdioPlan {
        @Override
        public void encode(PlanWriter out, int dev, int pts) {
            out.u32(2).u32(0).u32(0).fd(null).fd(null).fd(null).u32(dev).u32(pts);
        }
    }

    /// These three. The caller makes them and closes its own copies; a pipe should belong to the id the process
    /// runs as (host number), or `/dev/stdout` cannot be opened again inside.
    record Descriptors(Fd in, Fd out, Fd err) implements StdioPlan {
        @Override
        public void encode(PlanWriter out, int dev, int pts) {
            out.u32(1).u32(0).u32(0).fd(in).fd(this.out).fd(err).u32(0).u32(0);
        }
    }

    /// A terminal of the container's own devpts as /dev/console; the monitor drains it into the console log.
    /// Containers only.
    record Console(int rows, int columns) implements StdioPlan {
        @Override
        public void encode(PlanWriter out, int dev, int pts) {
            out.u32(3)
                    .u32(rows)
                    .u32(columns)
                    .fd(null)
                    .fd(null)
                    .fd(null)
                    .u32(dev)
                    .u32(pts);
        }
    }

    /// A terminal of the container's own devpts, its master handed back ([Prepared#takeTerminal]). When the
    /// last copy of the master is closed, the kernel hangs the session up (SIGHUP).
    record Terminal(int rows, int columns) implements StdioPlan {
        @Override
        public void encode(PlanWriter out, int dev, int pts) {
            out.u32(4)
                    .u32(rows)
                    .u32(columns)
                    .fd(null)
                    .fd(null)
                    .fd(null)
                    .u32(dev)
                    .u32(pts);
        }
    }
}
