package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Show;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Lsm;
import org.jspecify.annotations.Nullable;

/// The keys of what is asked of security modules, read and written.
final class LsmForm {
    private LsmForm() {}

    static Lsm read(Fields f) {
        Optional<JsonNode> landlock = given(f, "landlock");
        return new Lsm(
                f.oneOf("apparmor", Lsm.AppArmor.class, Lsm.AppArmor.AUTO),
                landlock.flatMap(v -> Fields.of(v, f.place("landlock"), f.findings()))
                        .map(LsmForm::landlock)
                        .orElse(null));
    }

    private static Optional<JsonNode> given(Fields f, String key) {
        return f.get(key).filter(v -> !v.isNull());
    }

    private static Landlock landlock(Fields f) {
        Landlock read = new Landlock(
                f.oneOf("need", Lsm.Need.class, Lsm.Need.REQUIRE),
                texts(f, "read"),
                texts(f, "write"),
                texts(f, "execute"),
                ports(f, "bind"),
                ports(f, "connect"),
                f.setOf("scope", Landlock.Scope.class, Set.of()));
        f.end();
        return read;
    }

    private static @Nullable List<String> texts(Fields f, String key) {
        return given(f, key).isEmpty() ? null : f.texts(key);
    }

    private static @Nullable List<Integer> ports(Fields f, String key) {
        return given(f, key).isEmpty() ? null : f.list(key, (v, at) -> port(f, v, at));
    }

    private static int port(Fields f, JsonNode value, String at) {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        f.findings().error("json.type", at, Show.value(value.toString()), "integer");
        return 0;
    }

    static void write(Out out, Lsm lsm) {
        out.put("apparmor", lsm.apparmor());
        Landlock landlock = lsm.landlock();
        if (landlock != null) {
            Out inner = new Out().put("need", landlock.need());
            texts(inner, "read", landlock.read());
            texts(inner, "write", landlock.write());
            texts(inner, "execute", landlock.execute());
            ports(inner, "bind", landlock.bind());
            ports(inner, "connect", landlock.connect());
            inner.some(
                    "scope",
                    Out.texts(landlock.scope().stream().sorted().map(Words::of).toList()));
            out.put("landlock", inner.node());
        }
    }

    private static void texts(Out out, String key, @Nullable List<String> list) {
        if (list != null) {
            out.put(key, Out.texts(list));
        }
    }

    private static void ports(Out out, String key, @Nullable List<Integer> list) {
        if (list != null) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(array::add);
            out.put(key, array);
        }
    }
}
