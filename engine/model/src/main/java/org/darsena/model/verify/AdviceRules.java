package org.darsena.model.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;

/// What a container that strangers may log in to wants besides: else it is used for mining, spam, and ways to
/// elsewhere.
final class AdviceRules {
    static final List<Function<Case, Finding>> ALL = List.of(
            AdviceRules::mining,
            it -> outside(it, Defence.FORWARDING),
            it -> outside(it, Defence.SPAM),
            AdviceRules::proxying,
            AdviceRules::bridge,
            AdviceRules::sharedFiles,
            AdviceRules::image,
            AdviceRules::lsm,
            AdviceRules::fewCapabilities,
            AdviceRules::fewCalls);

    /// Of Docker's those that hardly a program wants: raw packets, device files, entries in the audit log.
    private static final Set<Capability> SELDOM =
            EnumSet.of(Capability.NET_RAW, Capability.MKNOD, Capability.AUDIT_WRITE);

    private static final String TUN = "c10:200";
    private static final String UNCONFINED = "unconfined";

    private AdviceRules() {}

    private static Finding advised(Defence defence, boolean missing, String reason, Object what) {
        return missing ? Finding.of(defence, Outcome.ADVISED, reason, what) : Finding.holds(defence);
    }

    private static Finding mining(Case it) {
        return advised(Defence.MINING, it.seen().limits().cpus() == null, "unlimited", "cpu");
    }

    private static Finding outside(Case it, Defence defence) {
        if (!it.own(Namespace.NET)) {
            return advised(defence, true, "host", "net");
        }
        List<String> cards = it.seen().plugs().stream()
                .filter(Seen.Plug::outside)
                .map(Seen.Plug::card)
                .toList();
        return advised(defence, !cards.isEmpty(), "nat", Case.words(cards));
    }

    private static Finding proxying(Case it) {
        boolean tun = it.seen().answer(Questions.DEVICES).orElse("").contains(TUN);
        boolean admin = it.seen().rights().capabilities().contains(Capability.NET_ADMIN);
        return tun
                ? advised(Defence.PROXYING, true, "device", "/dev/net/tun")
                : advised(Defence.PROXYING, admin, "tunnel", "net_admin");
    }

    private static Finding bridge(Case it) {
        int most =
                it.seen().plugs().stream().mapToInt(Seen.Plug::neighbours).max().orElse(0);
        return advised(Defence.BRIDGE, most > 0, "neighbours", most);
    }

    private static Finding sharedFiles(Case it) {
        List<String> writable = targets(it, m -> m.host() && !m.readOnly());
        List<String> both = targets(it, m -> m.host() && m.shared());
        return writable.isEmpty()
                ? advised(Defence.SHARED_FILES, !both.isEmpty(), "propagates", Case.words(both))
                : advised(Defence.SHARED_FILES, true, "writable", Case.words(writable));
    }

    private static List<String> targets(Case it, java.util.function.Predicate<Seen.Mount> which) {
        return it.seen().mounts().stream().filter(which).map(Seen.Mount::target).toList();
    }

    /// The image `host` is this machine's own; of another nobody here knows who made it.
    private static Finding image(Case it) {
        return advised(
                Defence.IMAGE,
                !it.spec().image().equals("host"),
                "foreign",
                it.spec().image());
    }

    private static Finding fewCapabilities(Case it) {
        Set<Capability> seldom = EnumSet.copyOf(SELDOM);
        seldom.retainAll(it.seen().rights().capabilities());
        return advised(Defence.FEW_CAPABILITIES, !seldom.isEmpty(), "usual", Case.labels(seldom));
    }

    /// A filter of its own; the default one lets by what any program may want.
    private static Finding fewCalls(Case it) {
        var asked = it.spec().security().seccomp();
        boolean own = asked instanceof SeccompProfile || asked == SeccompMode.STRICT;
        return advised(Defence.FEW_CALLS, !own, "usual", asked.label());
    }

    private static Finding lsm(Case it) {
        String label = it.seen().rights().label();
        return label.isEmpty()
                ? advised(Defence.LSM, true, "absent", "lsm")
                : advised(Defence.LSM, label.startsWith(UNCONFINED), UNCONFINED, label);
    }
}
