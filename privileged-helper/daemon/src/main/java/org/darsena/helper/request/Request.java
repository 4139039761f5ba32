package org.darsena.helper.request;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.darsena.helper.auth.Action;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Attachments;
import org.jspecify.annotations.Nullable;

/// What becomes a job. Immutable; ids and values have been checked for their form, not for their existence.
public sealed interface Request {

    /// What polkit is asked about where the target is the caller's own.
    Action action();

    /// The job's kind, as clients know it.
    String kind();

    /// Lets go of what it holds when it is not carried out.
    default void discard() {}

    /// @param attachments closed by whoever runs it
    record Create(ContainerSpec spec, Attachments attachments, boolean start) implements Request {
        @Override
        public void discard() {
            attachments.close();
        }

        @Override
        public Action action() {
            return Action.CREATE;
        }

        @Override
        public String kind() {
            return "create";
        }
    }

    record Up(LabDocument lab, @Nullable String name) implements Request {
        @Override
        public Action action() {
            return Action.LAB_UP;
        }

        @Override
        public String kind() {
            return "up";
        }
    }

    record ShowOthers() implements Request {
        @Override
        public Action action() {
            return Action.READ_OTHERS;
        }

        @Override
        public String kind() {
            return "show-others";
        }
    }

    /// On one container.
    sealed interface OnContainer extends Request {
        String id();
    }

    /// On one lab.
    sealed interface OnLab extends Request {
        String id();
    }

    /// @param attachments closed by whoever runs it
    record Start(String id, Attachments attachments) implements OnContainer {
        @Override
        public void discard() {
            attachments.close();
        }

        @Override
        public Action action() {
            return Action.START;
        }

        @Override
        public String kind() {
            return "start";
        }
    }

    /// @param seconds null: as its spec says
    record Stop(String id, @Nullable Integer seconds) implements OnContainer {
        @Override
        public Action action() {
            return Action.STOP;
        }

        @Override
        public String kind() {
            return "stop";
        }
    }

    record Kill(String id, String signal) implements OnContainer {
        @Override
        public Action action() {
            return Action.KILL;
        }

        @Override
        public String kind() {
            return "kill";
        }
    }

    record Restart(String id) implements OnContainer {
        @Override
        public Action action() {
            return Action.RESTART;
        }

        @Override
        public String kind() {
            return "restart";
        }
    }

    record Freeze(String id) implements OnContainer {
        @Override
        public Action action() {
            return Action.FREEZE;
        }

        @Override
        public String kind() {
            return "freeze";
        }
    }

    record Thaw(String id) implements OnContainer {
        @Override
        public Action action() {
            return Action.FREEZE;
        }

        @Override
        public String kind() {
            return "thaw";
        }
    }

    record Delete(String id, boolean force) implements OnContainer {
        @Override
        public Action action() {
            return Action.DELETE;
        }

        @Override
        public String kind() {
            return "delete";
        }
    }

    record Update(String id, ResourcesPatch limits) implements OnContainer {
        @Override
        public Action action() {
            return Action.UPDATE;
        }

        @Override
        public String kind() {
            return "update";
        }
    }

    /// @param stdio three streams, closed by whoever runs it; empty: a terminal of `columns` × `rows` cells
    record Exec(String id, ProcessSpec process, List<FileDescriptor> stdio, int columns, int rows)
            implements OnContainer {
        public Exec {
            stdio = List.copyOf(stdio);
        }

        @Override
        public Action action() {
            return Action.EXEC;
        }

        @Override
        public String kind() {
            return "exec";
        }

        @Override
        public void discard() {
            for (FileDescriptor stream : stdio) {
                try {
                    new FileOutputStream(stream).close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /// Reading is as of a file in it, which is the owner's own.
    record FileCapabilities(String id, String path) implements OnContainer {
        @Override
        public Action action() {
            return Action.READ;
        }

        @Override
        public String kind() {
            return "file-capabilities";
        }
    }

    /// @param wanted null: none
    record SetFileCapabilities(String id, String path, org.darsena.model.container.@Nullable FileCapabilities wanted)
            implements OnContainer {
        @Override
        public Action action() {
            return Action.FILE_CAPABILITIES;
        }

        @Override
        public String kind() {
            return "set-file-capabilities";
        }
    }

    record Check(String id) implements OnLab {
        @Override
        public Action action() {
            return Action.LAB_CHECK;
        }

        @Override
        public String kind() {
            return "check";
        }
    }

    record Down(String id) implements OnLab {
        @Override
        public Action action() {
            return Action.LAB_DOWN;
        }

        @Override
        public String kind() {
            return "down";
        }
    }
}
