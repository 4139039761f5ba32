package org.darsena.model.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;

/// Writes container documents, defaults spelled out, so that the text says all there is to know. Reading it gives
/// back an equal value.
public final class SpecWriter {
    private SpecWriter() {}

    public static String write(ContainerSpec spec) {
        var out = new Out()
                .put("schema", spec.schema())
                .put("name", spec.name())
                .put("kind", spec.kind())
                .put("image", spec.image())
                .put("root", spec.root())
                .some("hostname", spec.hostname())
                .put("process", process(spec.process()))
                .some("domainname", spec.spaces().domainname())
                .put("namespaces", NamespacesForm.write(spec))
                .some("clocks", NamespacesForm.clocks(spec.spaces()))
                .put("resources", ResourcesForm.write(spec.resources()))
                .put("security", security(spec.security()))
                .put("networks", Out.array(spec.networks(), SpecWriter::network))
                .some("files", Out.array(spec.files(), SpecWriter::file))
                .some("sysctls", spec.sysctls())
                .some("labels", spec.labels())
                .some("mounts", Out.array(spec.tree().mounts(), MountForm::write))
                .some("maskedPaths", Out.texts(spec.tree().masked()))
                .some("readonlyPaths", Out.texts(spec.tree().readOnly()));
        if (spec.bundle() != null) {
            out.put("bundle", BundleForm.write(spec.bundle()));
        }
        return Out.text(out.node());
    }

    public static String write(ProcessSpec process) {
        return Out.text(process(process));
    }

    private static ObjectNode process(ProcessSpec process) {
        return new Out()
                .put("argv", Out.texts(process.argv()))
                .some("env", process.env())
                .put("cwd", process.cwd())
                .put("uid", process.uid())
                .put("gid", process.gid())
                .put("terminal", process.terminal())
                .put("reaper", process.reaper())
                .put("stopSignal", process.stopSignal())
                .put("stopSeconds", process.stopSeconds())
                .node();
    }

    private static ObjectNode security(Security security) {
        var sets = new Out();
        security.capabilitySets().forEach((set, held) -> sets.put(Words.of(set), Out.capabilities(held)));
        var out = new Out()
                .put("capAdd", Out.capabilities(security.capAdd()))
                .put("capDrop", Out.capabilities(security.capDrop()));
        if (!sets.node().isEmpty()) {
            out.put("capabilities", sets.node());
        }
        out.some(
                        "secureBits",
                        Out.texts(security.secureBits().stream().map(Words::of).toList()))
                .put("noNewPrivileges", security.noNewPrivileges())
                .put("seccomp", SeccompWriter.value(security.seccomp()));
        LsmForm.write(out, security.lsm());
        return out.node();
    }

    private static ObjectNode network(NetworkSpec network) {
        var out = new Out()
                .put("name", network.name())
                .put("type", network.type())
                .some("network", network.network())
                .some("addresses", Out.texts(network.addresses()))
                .some("mac", network.mac());
        return (network.mtu() == null ? out : out.put("mtu", network.mtu())).node();
    }

    static ObjectNode file(FileSpec file) {
        return new Out()
                .put("path", file.path())
                .put("content", file.content())
                .put("mode", file.mode())
                .put("owner", file.owner())
                .node();
    }
}
