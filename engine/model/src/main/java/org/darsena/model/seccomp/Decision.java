package org.darsena.model.seccomp;

import java.util.List;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;

/// What happens to a system call: the action of the first branch whose conditions all hold, else `otherwise`.
public record Decision(List<Branch> branches, Action otherwise) {

    /// @param all not empty
    public record Branch(List<Condition> all, Action action) {
        public Branch {
            all = List.copyOf(all);
        }
    }

    public Decision {
        branches = List.copyOf(branches);
    }

    public static Decision always(Action action) {
        return new Decision(List.of(), action);
    }

    /// Whether the call runs whatever its arguments.
    public boolean alwaysAllows() {
        return otherwise.kind().allows()
                && branches.stream().allMatch(b -> b.action().kind().allows());
    }

    /// Whether it never runs.
    public boolean neverAllows() {
        return !otherwise.kind().allows()
                && branches.stream().noneMatch(b -> b.action().kind().allows());
    }
}
