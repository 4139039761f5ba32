package org.darsena.app.containers;

import org.darsena.app.client.ContainerView;
import org.darsena.app.theme.Tone;
import org.darsena.model.container.ContainerState;

/// A line of the list.
sealed interface Line {

    /// The head of a group of containers.
    ///
    /// @param lab id of the lab; empty: those that stand by themselves
    /// @param name of the lab; empty as above
    record Group(String lab, String name, int size, boolean collapsed) implements Line {}

    /// A container. The same object for as long as the container is there, so that a selection holds on to it.
    final class Row implements Line {
        private ContainerView now;

        Row(ContainerView now) {
            this.now = now;
        }

        ContainerView now() {
            return now;
        }

        void now(ContainerView next) {
            now = next;
        }

        String id() {
            return now.id();
        }

        /// What it is called in the list: in a lab by its node.
        String name() {
            return now.node().isEmpty() ? now.name() : now.node();
        }

        Tone tone() {
            return tone(now);
        }

        static Tone tone(ContainerView container) {
            return switch (container.state()) {
                case RUNNING -> Tone.OK;
                case FROZEN, STARTING, STOPPING, CREATING, DELETING -> Tone.ACCENT;
                case STOPPED -> needsAttention(container) ? Tone.BAD : Tone.IDLE;
            };
        }

        /// Whether it ended in a way that someone should look at. A signal is what a stop ends with, so only one that
        /// the kernel sent for its own reasons counts.
        static boolean needsAttention(ContainerView container) {
            return switch (container.reason()) {
                case "oom", "exit-lost", "start-failed" -> true;
                default ->
                    container.state() == ContainerState.STOPPED
                            && container.exitCode() > 0
                            && container.exitCode() < 128;
            };
        }
    }
}
