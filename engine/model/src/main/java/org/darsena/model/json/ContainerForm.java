package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerSpec.Kind;
import org.darsena.model.container.ContainerSpec.Root;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;

/// The keys of a container document and its parts, and their defaults.
final class ContainerForm {
    private ContainerForm() {}

    static ContainerSpec read(Fields f) {
        Kind kind = f.oneOf("kind", Kind.class, Kind.APPLICATION);
        if (kind == Kind.APPLICATION) {
            f.require("process");
        }
        ProcessSpec process = part(
                f,
                "process",
                kind == Kind.SYSTEM ? ProcessSpec.INIT : ProcessSpec.of(List.of()),
                p -> process(p, kind));
        Security defaults = kind == Kind.SYSTEM && !process.reaper() ? Security.SYSTEM : Security.DEFAULT;
        NamespacesForm spaces = NamespacesForm.read(f);
        return new ContainerSpec(
                f.requiredInteger("schema"),
                f.requiredText("name"),
                kind,
                f.text("image", "host"),
                f.textOrNull("hostname"),
                process,
                spaces.present(),
                part(f, "resources", Resources.DEFAULT, ContainerForm::resources),
                part(f, "security", defaults, s -> security(s, defaults)),
                f.listOr("networks", List.of(NetworkSpec.nat("eth0")), (v, at) -> network(v, at, f)),
                f.list("files", (v, at) -> file(v, at, f)),
                f.words("sysctls"),
                f.words("labels"),
                f.oneOf("root", Root.class, kind.root()),
                spaces.settings(),
                f.get("bundle").isEmpty() ? null : part(f, "bundle", BundleForm.NONE, BundleForm::read),
                MountForm.read(f));
    }

    /// Reads the object at `key`, if it is there, and sees to its unknown keys.
    static <T> T part(Fields f, String key, T orElse, Function<Fields, T> form) {
        return f.get(key)
                .flatMap(v -> Fields.of(v, f.place(key), f.findings()))
                .map(inner -> {
                    T value = form.apply(inner);
                    inner.end();
                    return value;
                })
                .orElse(orElse);
    }

    /// Reads one object of an array; something else there gives a stand-in of defaults.
    static <T> T item(JsonNode value, String at, Fields parent, Function<Fields, T> form) {
        return Fields.of(value, at, parent.findings())
                .map(inner -> {
                    T read = form.apply(inner);
                    inner.end();
                    return read;
                })
                .orElseGet(() -> form.apply(Fields.blank(at)));
    }

    /// Of a system without a reaper the defaults are those of an init.
    static ProcessSpec process(Fields f, Kind kind) {
        boolean reaper = f.bool("reaper", kind == Kind.APPLICATION);
        ProcessSpec defaults = reaper ? ProcessSpec.of(List.of()) : ProcessSpec.INIT;
        if (reaper || kind == Kind.APPLICATION) {
            f.require("argv");
            defaults = ProcessSpec.of(List.of());
        }
        return new ProcessSpec(
                f.texts("argv"),
                f.words("env"),
                f.text("cwd", "/"),
                f.integer("uid", 0),
                f.integer("gid", 0),
                f.bool("terminal", defaults.terminal()),
                reaper,
                f.text("stopSignal", defaults.stopSignal()),
                f.integer("stopSeconds", defaults.stopSeconds()));
    }

    /// A limit that is left out has its default; one that is null is lifted.
    static Resources resources(Fields f) {
        return ResourcesForm.read(f, Resources.DEFAULT);
    }

    private static Security security(Fields f, Security defaults) {
        return new Security(
                f.get("capAdd").isEmpty() ? defaults.capAdd() : Capabilities.read(f, "capAdd"),
                Capabilities.read(f, "capDrop"),
                part(f, "capabilities", Map.of(), Capabilities::sets),
                f.setOf("secureBits", SecureBit.class, Set.of()),
                f.bool("noNewPrivileges", defaults.noNewPrivileges()),
                SeccompForm.read(f, "seccomp"),
                LsmForm.read(f));
    }

    private static NetworkSpec network(JsonNode value, String at, Fields parent) {
        return item(
                value,
                at,
                parent,
                f -> new NetworkSpec(
                        f.requiredText("name"),
                        f.oneOf("type", NetworkSpec.Type.class, NetworkSpec.Type.NAT),
                        f.textOrNull("network"),
                        f.texts("addresses"),
                        f.textOrNull("mac"),
                        f.integerOrNull("mtu")));
    }

    static FileSpec file(JsonNode value, String at, Fields parent) {
        return item(
                value,
                at,
                parent,
                f -> new FileSpec(
                        f.requiredText("path"), f.text("content", ""), f.text("mode", "0644"), f.text("owner", "0:0")));
    }
}
