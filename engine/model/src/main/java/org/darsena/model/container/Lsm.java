package org.darsena.model.container;

import org.jspecify.annotations.Nullable;

/// What security modules of the kernel hold a container, beside the ones that hold everything.
///
/// @param apparmor whether it is confined by a profile of AppArmor's
/// @param landlock what else it denies itself by Landlock; null: nothing
public record Lsm(AppArmor apparmor, @Nullable Landlock landlock) {

    public static final Lsm DEFAULT = new Lsm(AppArmor.AUTO, null);

    public static Lsm of(AppArmor apparmor) {
        return new Lsm(apparmor, null);
    }

    public static Lsm of(Landlock landlock) {
        return new Lsm(AppArmor.AUTO, landlock);
    }

    /// How much of AppArmor.
    public enum AppArmor {
        /// a profile of ours wherever the machine can
        AUTO,
        /// the same, and it is said where the machine cannot
        PREFER,
        /// the same, and it does not start where the machine cannot
        REQUIRE,
        /// the profile forbids nothing, but the kernel logs what it would have forbidden
        COMPLAIN,
        /// none
        UNCONFINED
    }

    /// What is wished where a machine may lack it.
    public enum Need {
        /// where the machine can; it is said where it cannot
        PREFER,
        /// it does not start where the machine cannot
        REQUIRE
    }
}
