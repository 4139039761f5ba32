package org.darsena.model.verify;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;

/// A container to be judged: what was asked for, and what was seen.
record Case(ContainerSpec spec, Seen seen) {
    private static final int SHOWN = 6;

    /// Whether its spec lets those inside mount and unmount, and so take away what lies upon their own files.
    boolean admin() {
        return asked(Capability.SYS_ADMIN);
    }

    boolean asked(Capability capability) {
        return spec.security().capabilities().contains(capability);
    }

    boolean asked(Namespace namespace) {
        return spec.namespaces().contains(namespace);
    }

    boolean own(Namespace namespace) {
        return seen.own().contains(namespace);
    }

    /// Whether its first process is the engine's reaper, which those inside see as pid 1.
    boolean meetsReaper() {
        return spec.process().reaper() && own(Namespace.PID);
    }

    /// The number that was answered; empty: not tried.
    OptionalLong number(String question) {
        Optional<String> answer = seen.answer(question);
        try {
            return answer.isPresent()
                    ? OptionalLong.of(Long.parseLong(answer.get().strip()))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    boolean untried(Collection<String> questions) {
        return questions.stream().anyMatch(q -> number(q).isEmpty());
    }

    /// Subjects of the questions whose answer is `least` or more.
    List<String> possible(Collection<String> questions, long least) {
        return questions.stream()
                .filter(q -> number(q).orElse(Long.MIN_VALUE) >= least)
                .map(Questions::subject)
                .distinct()
                .toList();
    }

    /// What does not hold: by its spec's will, or though it should.
    Finding fails(Defence defence, boolean willed, String reason, Object what) {
        return Finding.of(defence, willed ? Outcome.WEAKENED : Outcome.BROKEN, reason, what);
    }

    static String words(Collection<String> words) {
        String shown = String.join(", ", words.stream().limit(SHOWN).toList());
        return words.size() > SHOWN ? shown + ", …" : shown;
    }

    static String labels(Set<Capability> set) {
        return String.join(", ", set.stream().map(Capability::label).toList());
    }
}
