package org.darsena.helper.auth;

/// Whether an answer is still wanted.
public interface Cancellation {

    boolean cancelled();

    /// Runs `hook` when it is cancelled, or at once if it has been. Closing takes the hook away.
    Hook onCancel(Runnable hook);

    /// See [#onCancel].
    interface Hook extends AutoCloseable {
        @Override
        void close();
    }

    /// Always wanted.
    Cancellation NEVER = new Cancellation() {
        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public Hook onCancel(Runnable hook) {
            return () -> {};
        }
    };
}
