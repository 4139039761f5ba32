package org.darsena.runtime.seccomp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Kind;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.seccomp.SyscallPolicy;

/// Compiled filters, each once per profile and set of capabilities; those used last are kept. Thread-safe.
public final class SeccompFilters {
    /// The kernel's limit of instructions, BPF_MAXINSNS.
    public static final int MAX_INSTRUCTIONS = Assembler.MAX;

    /// A program has 32 KiB at most.
    private static final int KEPT = 64;

    /// A lookup compares profiles by value: a big one is hashed in some ten microseconds, and compiled in milliseconds.
    private record Key(SeccompProfile profile, long capabilities) {}

    private static final Map<Key, byte[]> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    private static final SeccompProfile LEARNING = learning(SeccompReader.standard());

    private SeccompFilters() {}

    /// The default filter for a container with these capabilities, as `ProcessPlan.filter` takes it
    /// (`struct sock_filter` after `struct sock_filter`); the array is shared: do not write to it.
    public static byte[] standard(Set<Capability> capabilities) {
        return of(SeccompReader.standard(), capabilities);
    }

    /// As [#standard], and what passes is logged.
    public static byte[] learning(Set<Capability> capabilities) {
        return of(LEARNING, capabilities);
    }

    private static SeccompProfile learning(SeccompProfile profile) {
        List<Rule> rules = profile.rules().stream()
                .map(r -> new Rule(r.names(), logged(r.action()), r.args(), r.includes(), r.excludes()))
                .toList();
        return new SeccompProfile("learn", logged(profile.defaultAction()), profile.architectures(), rules);
    }

    private static Action logged(Action action) {
        return action.kind() == Kind.ALLOW ? new Action(Kind.LOG, 0) : action;
    }

    /// As [#standard], of any profile. Throws [IllegalStateException] on one that [#instructions] says is too
    /// long.
    public static byte[] of(SeccompProfile profile, Set<Capability> capabilities) {
        Key key = new Key(profile, Capability.mask(capabilities));
        synchronized (CACHE) {
            byte[] known = CACHE.get(key);
            if (known == null) {
                known = Compiler.compile(policy(profile, capabilities)).toBytes();
                CACHE.put(key, known);
            }
            return known;
        }
    }

    /// How long the program is.
    public static int instructions(SeccompProfile profile, Set<Capability> capabilities) {
        return Compiler.compile(policy(profile, capabilities)).size();
    }

    /// What `profile` means on the running kernel.
    public static SyscallPolicy policy(SeccompProfile profile, Set<Capability> capabilities) {
        return SyscallPolicy.of(profile, capabilities, KernelVersion.running());
    }
}
