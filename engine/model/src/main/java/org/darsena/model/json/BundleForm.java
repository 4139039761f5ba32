package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Bundle.Device;
import org.darsena.model.container.Bundle.Mount;
import org.darsena.model.container.Bundle.Rlimit;

/// The keys of [Bundle] in a container document.
final class BundleForm {
    static final int UMASK = 0022;
    static final int ROWS = 24;
    static final int COLUMNS = 80;
    static final Bundle NONE = new Bundle(
            List.of(), UMASK, List.of(), null, ROWS, COLUMNS, List.of(), List.of(), List.of(), List.of(), Map.of());

    private BundleForm() {}

    static Bundle read(Fields f) {
        return new Bundle(
                f.list("groups", (v, at) -> number(v, at, f)),
                f.integer("umask", UMASK),
                f.list("rlimits", (v, at) -> ContainerForm.item(v, at, f, BundleForm::rlimit)),
                f.integerOrNull("oomScore"),
                f.integer("rows", ROWS),
                f.integer("columns", COLUMNS),
                f.list("mounts", (v, at) -> ContainerForm.item(v, at, f, BundleForm::mount)),
                f.list("devices", (v, at) -> ContainerForm.item(v, at, f, BundleForm::device)),
                f.texts("masked"),
                f.texts("readOnly"),
                f.words("sysctls"));
    }

    static int number(JsonNode value, String at, Fields f) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            f.findings().error("json.type", at, org.darsena.model.Show.value(value.toString()), "integer");
            return 0;
        }
        return value.intValue();
    }

    private static Rlimit rlimit(Fields f) {
        Long soft = Amounts.whole(f, "soft", 0L);
        Long hard = Amounts.whole(f, "hard", 0L);
        return new Rlimit(f.requiredText("type"), soft == null ? -1 : soft, hard == null ? -1 : hard);
    }

    private static Mount mount(Fields f) {
        return new Mount(
                f.requiredText("target"),
                f.requiredText("type"),
                f.text("source", ""),
                new TreeSet<>(f.texts("flags")),
                f.texts("data"));
    }

    private static Device device(Fields f) {
        String type = f.requiredText("type");
        return new Device(
                f.requiredText("path"),
                type.length() == 1 ? type.charAt(0) : '?',
                f.integer("major", 0),
                f.integer("minor", 0),
                f.integer("mode", 0666),
                f.integer("uid", 0),
                f.integer("gid", 0));
    }

    static ObjectNode write(Bundle bundle) {
        var out = new Out()
                .some("groups", numbers(bundle.groups()))
                .put("umask", bundle.umask())
                .some(
                        "rlimits",
                        Out.array(
                                bundle.rlimits(),
                                r -> new Out()
                                        .put("type", r.type())
                                        .put("soft", r.soft())
                                        .put("hard", r.hard())
                                        .node()));
        if (bundle.oomScore() != null) {
            out.put("oomScore", (long) bundle.oomScore());
        }
        return out.put("rows", bundle.rows())
                .put("columns", bundle.columns())
                .some("mounts", Out.array(bundle.mounts(), BundleForm::mount))
                .some("devices", Out.array(bundle.devices(), BundleForm::device))
                .some("masked", Out.texts(bundle.masked()))
                .some("readOnly", Out.texts(bundle.readOnly()))
                .some("sysctls", bundle.sysctls())
                .node();
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode numbers(List<Integer> numbers) {
        var array = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
        numbers.forEach(array::add);
        return array;
    }

    private static ObjectNode mount(Mount mount) {
        Set<String> flags = mount.flags();
        return new Out()
                .put("target", mount.target())
                .put("type", mount.type())
                .put("source", mount.source())
                .some("flags", Out.texts(flags))
                .some("data", Out.texts(mount.data()))
                .node();
    }

    private static ObjectNode device(Device device) {
        return new Out()
                .put("path", device.path())
                .put("type", String.valueOf(device.type()))
                .put("major", device.major())
                .put("minor", device.minor())
                .put("mode", device.mode())
                .put("uid", device.uid())
                .put("gid", device.gid())
                .node();
    }
}
