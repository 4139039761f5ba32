package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.darsena.model.Docs;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Propagation;
import org.darsena.model.validate.ContainerRules;
import org.junit.jupiter.api.Test;

/// The form of `mounts`, and what it takes to be where nothing is said: the safe one.
class MountsJsonTest {
    private static String document(String more) {
        return "{\"schema\":1,\"name\":\"box\",\"process\":{\"argv\":[\"true\"]},\"networks\":[]," + more + "}";
    }

    @Test
    void theUsualIsTheSafeOne() throws Exception {
        ContainerSpec spec = SpecReader.read(document("\"mounts\":[{\"source\":\"/a\",\"target\":\"/b\"},"
                + "{\"type\":\"tmpfs\",\"target\":\"/c\",\"size\":\"1 MiB\",\"mode\":\"0750\"}],"
                + "\"maskedPaths\":[\"/m\"],\"readonlyPaths\":[\"/r\"]"));
        assertEquals(spec, SpecReader.read(SpecWriter.write(spec)), "what is written is read again");
        MountSpec bind = spec.tree().mounts().getFirst();
        assertFalse(bind.suid() || bind.dev() || bind.readOnly());
        assertTrue(bind.exec());
        assertEquals(Propagation.PRIVATE, bind.propagation());
        MountSpec memory = spec.tree().mounts().getLast();
        assertFalse(memory.suid() || memory.dev() || memory.exec());
        assertEquals(Long.valueOf(1 << 20), memory.size());
        assertEquals(List.of("/m"), spec.tree().masked());
        assertEquals(List.of("/r"), spec.tree().readOnly());
    }

    @Test
    void aBundleHasItsOwn() throws Exception {
        ContainerSpec bundle = BundleReader.check(Docs.BUNDLE, "b").orThrow().spec();
        assertEquals(
                List.of(),
                ContainerRules.check(bundle).stream().filter(Problem::isError).toList());
        ContainerSpec more = bundle.with(s -> s.tree = new MountTree(List.of(), List.of("/x"), List.of()));
        assertEquals(
                List.of("mount.bundle"),
                ContainerRules.check(more).stream()
                        .filter(Problem::isError)
                        .map(Problem::rule)
                        .toList());
    }

    /// Without a user namespace there is nobody to map to.
    @Test
    void mappingWantsAUserNamespace() {
        String text = document("\"namespaces\":{\"user\":\"host\"},\"mounts\":[{\"source\":\"/a\",\"target\":\"/b\","
                + "\"idmap\":\"0:0\"}]");
        assertEquals(
                List.of("ns.user-off", "mount.idmap-user"),
                SpecReader.check(text).problems().stream().map(Problem::rule).toList());
    }
}
