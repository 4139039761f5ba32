package org.darsena.helper.objects;

import java.util.function.Consumer;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.EngineErrors;
import org.darsena.runtime.EngineException;

/// What came of an act, as the audit says it: `ok`, the name of an error, or `failed`.
final class Outcome {
    private Outcome() {}

    /// The act. `X` is what else it may throw.
    @FunctionalInterface
    interface Act<T, X extends Exception> {
        T run() throws Refusal, EngineException, X;
    }

    /// Does it and, whatever comes of it, tells `record`.
    static <T, X extends Exception> T of(Act<T, X> act, Consumer<String> record) throws Refusal, EngineException, X {
        String outcome = "failed";
        try {
            T result = act.run();
            outcome = "ok";
            return result;
        } catch (Refusal e) {
            outcome = e.error();
            throw e;
        } catch (EngineException e) {
            outcome = EngineErrors.refusal(e).error();
            throw e;
        } finally {
            record.accept(outcome);
        }
    }
}
