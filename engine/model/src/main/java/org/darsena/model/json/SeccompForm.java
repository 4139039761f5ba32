package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.Show;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Arch;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Kind;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;
import org.darsena.model.container.Security;
import org.darsena.model.seccomp.Errnos;
import org.jspecify.annotations.Nullable;

/// The keys of a seccomp profile: the OCI runtime's `linux.seccomp`, with what Docker's has beside.
final class SeccompForm {
    private static final int EPERM = 1;
    private static final String TSYNC = "SECCOMP_FILTER_FLAG_TSYNC";

    /// As libseccomp and runc name them, besides those of this machine.
    private static final Set<String> ARCHITECTURES = Set.of(
            "X86",
            "X86_64",
            "X32",
            "ARM",
            "AARCH64",
            "LOONGARCH64",
            "M68K",
            "MIPS",
            "MIPS64",
            "MIPS64N32",
            "MIPSEL",
            "MIPSEL64",
            "MIPSEL64N32",
            "PARISC",
            "PARISC64",
            "PPC",
            "PPC64",
            "PPC64LE",
            "RISCV64",
            "S390",
            "S390X",
            "SH",
            "SHEB",
            "NATIVE");

    private SeccompForm() {}

    /// A word for a mode, or `{"name": …, "profile": …}`.
    static Security.Seccomp read(Fields f, String key) {
        Optional<JsonNode> value = f.get(key);
        if (value.isEmpty()) {
            return Security.Seccomp.DEFAULT;
        }
        if (value.get().isObject()) {
            return Fields.of(value.get(), f.place(key), f.findings())
                    .<Security.Seccomp>map(SeccompForm::named)
                    .orElse(Security.Seccomp.DEFAULT);
        }
        return f.oneOf(key, SeccompMode.class, SeccompMode.DEFAULT);
    }

    private static SeccompProfile named(Fields f) {
        String name = f.requiredText("name");
        f.require("profile");
        SeccompProfile nothing = new SeccompProfile(name, Action.ALLOW, EnumSet.allOf(Arch.class), List.of());
        SeccompProfile profile = ContainerForm.part(f, "profile", nothing, p -> profile(p, name));
        f.end();
        return profile;
    }

    static SeccompProfile profile(Fields f, String name) {
        unsupported(f);
        f.get("comment");
        f.require("defaultAction");
        return new SeccompProfile(
                name,
                action(f, "defaultAction", "defaultErrnoRet", "defaultErrno"),
                architectures(f),
                some(f, "syscalls") ? f.list("syscalls", (v, at) -> rule(v, at, f)) : List.of());
    }

    /// What needs a process of its own beside the container, or a call that sets flags.
    private static void unsupported(Fields f) {
        for (String key : List.of("listenerPath", "listenerMetadata")) {
            f.get(key)
                    .filter(v -> !v.isTextual() || !v.textValue().isEmpty())
                    .ifPresent(v -> f.findings().error("seccomp.unsupported", f.place(key), key));
        }
        if (some(f, "flags")) { // to all threads: there is but one
            f.list("flags", (v, at) -> {
                if (!TSYNC.equals(v.textValue())) {
                    f.findings().error("seccomp.unsupported", at, Show.value(v.asText()));
                }
                return at;
            });
        }
    }

    /// Docker writes null for an empty list.
    private static boolean some(Fields f, String key) {
        return f.get(key).filter(v -> !v.isNull()).isPresent();
    }

    private static Set<Arch> architectures(Fields f) {
        var set = EnumSet.noneOf(Arch.class);
        boolean list = some(f, "architectures");
        boolean map = some(f, "archMap");
        if (list) {
            f.list("architectures", (v, at) -> arch(v, at, f).map(set::add));
        }
        if (map) {
            f.list("archMap", (v, at) -> ContainerForm.item(v, at, f, item -> subArchitectures(item, set)));
        }
        if (!list && !map) {
            set.add(Arch.X86_64);
        }
        return set;
    }

    /// Of the maps only that of this machine's own architecture counts.
    private static boolean subArchitectures(Fields f, Set<Arch> set) {
        f.require("architecture");
        boolean own = f.get("architecture").flatMap(v -> arch(v, f.place("architecture"), f)).stream()
                .anyMatch(Arch.X86_64::equals);
        var below = EnumSet.noneOf(Arch.class);
        if (some(f, "subArchitectures")) {
            f.list("subArchitectures", (v, at) -> arch(v, at, f).map(below::add));
        }
        if (own) {
            set.add(Arch.X86_64);
            set.addAll(below);
        }
        return own;
    }

    /// Empty without a finding for one that another machine has.
    private static Optional<Arch> arch(JsonNode value, String at, Fields f) {
        String prefix = "SCMP_ARCH_";
        String word = value.isTextual() ? value.textValue() : "";
        if (!word.startsWith(prefix) || !ARCHITECTURES.contains(word.substring(prefix.length()))) {
            f.findings().error("seccomp.arch", at, Show.value(value.isTextual() ? word : value.toString()));
            return Optional.empty();
        }
        return Arrays.stream(Arch.values())
                .filter(a -> a.name().equals(word.substring(prefix.length())))
                .findFirst();
    }

    private static Action action(Fields f, String key, String numberKey, String nameKey) {
        JsonNode value = f.get(key).orElse(null);
        Kind kind = value == null ? Kind.ALLOW : kind(value, f.place(key), f);
        @Nullable Integer number = some(f, numberKey) ? Integer.valueOf(f.integer(numberKey, EPERM)) : null;
        @Nullable Integer named = some(f, nameKey) ? errno(f, nameKey) : null;
        String place = f.place(number != null ? numberKey : nameKey);
        if (number != null && named != null && !number.equals(named)) {
            f.findings().error("seccomp.errno-differs", f.place(nameKey), Show.value(f.text(nameKey, "")), number);
        }
        if (!kind.hasValue()) {
            if (number != null || named != null) {
                f.findings().error("seccomp.errno-unused", place, "SCMP_ACT_" + kind);
            }
            return new Action(kind, 0);
        }
        int max = kind == Kind.ERRNO ? SeccompProfile.MAX_ERRNO : SeccompProfile.MAX_DATA;
        int result = number != null ? number : named != null ? named : EPERM;
        if (result < 0 || result > max) {
            f.findings().error("seccomp.range", place, result, 0, max);
        }
        return new Action(kind, result);
    }

    private static int errno(Fields f, String key) {
        String name = f.text(key, "");
        Optional<Integer> number = Errnos.number(name);
        if (number.isEmpty()) {
            f.findings().error("seccomp.errno", f.place(key), Show.value(name));
        }
        return number.orElse(EPERM);
    }

    private static Kind kind(JsonNode value, String at, Fields f) {
        String word = value.isTextual() ? value.textValue() : "";
        return switch (word) {
            case "SCMP_ACT_KILL" -> Kind.KILL_THREAD;
            case "SCMP_ACT_NOTIFY" -> {
                f.findings().error("seccomp.unsupported", at, word);
                yield Kind.ERRNO;
            }
            default -> constant(Kind.class, "SCMP_ACT_", value, at, f).orElse(Kind.ERRNO);
        };
    }

    private static <E extends Enum<E>> Optional<E> constant(
            Class<E> type, String prefix, JsonNode value, String at, Fields f) {
        List<E> all = List.of(type.getEnumConstants());
        Optional<E> found = all.stream()
                .filter(c -> (prefix + c.name()).equals(value.textValue()))
                .findFirst();
        if (found.isEmpty()) {
            String allowed = all.stream().map(c -> prefix + c.name()).collect(Collectors.joining(", "));
            f.findings()
                    .error("json.choice", at, Show.value(value.isTextual() ? value.textValue() : "" + value), allowed);
        }
        return found;
    }

    private static Rule rule(JsonNode value, String at, Fields parent) {
        return ContainerForm.item(value, at, parent, f -> {
            f.get("comment");
            f.require("action");
            return new Rule(
                    names(f),
                    action(f, "action", "errnoRet", "errno"),
                    some(f, "args") ? f.list("args", (v, place) -> condition(v, place, f)) : List.of(),
                    scope(f, "includes"),
                    scope(f, "excludes"));
        });
    }

    /// `names`, or `name` as Docker once had it.
    private static List<String> names(Fields f) {
        if (some(f, "name")) {
            return List.of(f.text("name", ""));
        }
        f.require("names");
        return f.texts("names");
    }

    private static Scope scope(Fields f, String key) {
        return some(f, key)
                ? ContainerForm.part(
                        f,
                        key,
                        Scope.ANY,
                        s -> new Scope(
                                some(s, "caps") ? Capabilities.read(s, "caps") : Set.of(),
                                some(s, "arches") ? s.texts("arches") : List.of(),
                                some(s, "minKernel") ? kernel(s, "minKernel") : null))
                : Scope.ANY;
    }

    private static @Nullable KernelVersion kernel(Fields f, String key) {
        String text = f.text(key, "");
        Optional<KernelVersion> version = KernelVersion.parse(text);
        if (version.isEmpty()) {
            f.findings().error("seccomp.kernel", f.place(key), Show.value(text));
        }
        return version.orElse(null);
    }

    private static Condition condition(JsonNode value, String at, Fields parent) {
        return ContainerForm.item(value, at, parent, f -> {
            f.require("index");
            f.require("op");
            int index = f.integer("index", 0);
            if (index < 0 || index >= SeccompProfile.ARGUMENTS) {
                f.findings().error("seccomp.range", f.place("index"), index, 0, SeccompProfile.ARGUMENTS - 1);
            }
            Op op = f.get("op")
                    .flatMap(v -> constant(Op.class, "SCMP_CMP_", v, f.place("op"), f))
                    .orElse(Op.EQ);
            return new Condition(index, op, unsigned(f, "value"), unsigned(f, "valueTwo"));
        });
    }

    static long unsigned(Fields f, String key) {
        Optional<JsonNode> value = f.get(key);
        if (value.isEmpty()) {
            return 0;
        }
        if (!value.get().isIntegralNumber()
                || value.get().bigIntegerValue().signum() < 0
                || value.get().bigIntegerValue().bitLength() > Long.SIZE) {
            f.findings()
                    .error("seccomp.value", f.place(key), Show.value(value.get().toString()));
            return 0;
        }
        return value.get().bigIntegerValue().longValue();
    }
}
