package org.darsena.helper.objects;

import java.io.FileDescriptor;
import java.util.List;
import org.darsena.helper.auth.Action;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.request.Request;
import org.darsena.runtime.EngineException;
import org.jspecify.annotations.Nullable;

/// One method that clients can call.
///
/// @param in signature of its arguments
/// @param out signature of its reply
/// @param how who may call it, and what it does
record Method(String iface, String member, String in, String out, How how) {

    /// Who may call a method, and what it does.
    sealed interface How {
        /// Anybody: it tells nothing that isn't in this program's source.
        record Open(Answer answer) implements How {}

        /// Whoever polkit lets without asking them anything. Answered at once.
        record Reading(Action action, Answer answer) implements How {}

        /// On a job, which has been authorised: its asker, or for `Cancel` its user or root.
        ///
        /// @param recorded whether it stands in the audit
        record OnJob(Answer answer, boolean recorded) implements How {}

        /// Becomes a job, which is authorised first; the action is the request's.
        record Working(Parser parser) implements How {}
    }

    /// Answers a call, or refuses it.
    interface Answer {
        Reply answer(Caller caller, Call call) throws Refusal, EngineException;
    }

    /// Reads what is asked out of a call.
    interface Parser {
        Request parse(Call call) throws Refusal;
    }

    /// Values as `out` says; or a descriptor, which then belongs to whoever sends it.
    record Reply(@Nullable FileDescriptor descriptor, List<Object> values) {
        static Reply of(Object... values) {
            return new Reply(null, List.of(values));
        }

        static Reply of(FileDescriptor descriptor) {
            return new Reply(descriptor, List.of());
        }
    }
}
