package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Propagation;

/// `mounts`, `maskedPaths` and `readonlyPaths`.
final class MountForm {
    private MountForm() {}

    static MountTree read(Fields f) {
        return new MountTree(
                f.list("mounts", (v, at) -> mount(v, at, f)), f.texts("maskedPaths"), f.texts("readonlyPaths"));
    }

    private static MountSpec mount(JsonNode value, String at, Fields parent) {
        return ContainerForm.item(value, at, parent, f -> {
            var type = f.oneOf("type", MountSpec.Type.class, MountSpec.Type.BIND);
            return new MountSpec(
                    type,
                    f.textOrNull("source"),
                    f.requiredText("target"),
                    f.bool("readOnly", false),
                    f.bool("suid", false),
                    f.bool("dev", false),
                    f.bool("exec", type == MountSpec.Type.BIND),
                    f.oneOf("propagation", Propagation.class, Propagation.PRIVATE),
                    f.textOrNull("idmap"),
                    Amounts.bytes(f, "size", null),
                    f.textOrNull("mode"));
        });
    }

    static ObjectNode write(MountSpec mount) {
        return new Out()
                .put("type", mount.type())
                .some("source", mount.source())
                .put("target", mount.target())
                .put("readOnly", mount.readOnly())
                .put("suid", mount.suid())
                .put("dev", mount.dev())
                .put("exec", mount.exec())
                .put("propagation", mount.propagation())
                .some("idmap", mount.idmap())
                .some("size", mount.size())
                .some("mode", mount.mode())
                .node();
    }
}
