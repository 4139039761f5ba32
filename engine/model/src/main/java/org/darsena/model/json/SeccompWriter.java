package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;
import org.darsena.model.container.Security;

/// Writes seccomp profiles in the form of the OCI runtime, with Docker's `includes` and `excludes` where they are used.
public final class SeccompWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SeccompWriter() {}

    /// A file that `--seccomp FILE` takes, and other runtimes as well.
    public static String write(SeccompProfile profile) {
        return Out.text(profile(profile));
    }

    static JsonNode value(Security.Seccomp seccomp) {
        return switch (seccomp) {
            case SeccompMode mode -> NODES.textNode(mode.label());
            case SeccompProfile p ->
                new Out().put("name", p.name()).put("profile", profile(p)).node();
        };
    }

    static ObjectNode profile(SeccompProfile profile) {
        return action(new Out(), "defaultAction", "defaultErrnoRet", profile.defaultAction())
                .put(
                        "architectures",
                        Out.texts(profile.architectures().stream()
                                .map(a -> "SCMP_ARCH_" + a)
                                .toList()))
                .put("syscalls", Out.array(profile.rules(), SeccompWriter::rule))
                .node();
    }

    private static Out action(Out out, String key, String numberKey, Action action) {
        Out written = out.put(key, "SCMP_ACT_" + action.kind());
        return action.kind().hasValue() ? written.put(numberKey, action.value()) : written;
    }

    private static ObjectNode rule(Rule rule) {
        Out out = action(new Out().put("names", Out.texts(rule.names())), "action", "errnoRet", rule.action())
                .some("args", Out.array(rule.args(), SeccompWriter::condition));
        scope(out, "includes", rule.includes());
        scope(out, "excludes", rule.excludes());
        return out.node();
    }

    private static void scope(Out out, String key, Scope scope) {
        if (!scope.isAny()) {
            out.put(
                    key,
                    new Out()
                            .some(
                                    "caps",
                                    Out.texts(scope.caps().stream()
                                            .map(c -> "CAP_" + c.name())
                                            .toList()))
                            .some("arches", Out.texts(scope.arches()))
                            .some("minKernel", scope.minKernel() == null ? null : "" + scope.minKernel())
                            .node());
        }
    }

    private static ObjectNode condition(Condition c) {
        Out out = new Out().put("index", c.index()).put("value", unsigned(c.value()));
        if (c.op() == Op.MASKED_EQ || c.valueTwo() != 0) {
            out.put("valueTwo", unsigned(c.valueTwo()));
        }
        return out.put("op", "SCMP_CMP_" + c.op()).node();
    }

    private static JsonNode unsigned(long value) {
        return value >= 0 ? NODES.numberNode(value) : NODES.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }
}
