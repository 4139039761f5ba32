package org.darsena.runtime.local;

import static org.darsena.model.container.Capability.CHOWN;
import static org.darsena.model.container.Capability.KILL;
import static org.darsena.model.container.Capability.NET_ADMIN;
import static org.darsena.model.container.Capability.NET_RAW;
import static org.darsena.model.container.CapabilitySet.AMBIENT;
import static org.darsena.model.container.CapabilitySet.BOUNDING;
import static org.darsena.model.container.CapabilitySet.EFFECTIVE;
import static org.darsena.model.container.CapabilitySet.INHERITABLE;
import static org.darsena.model.container.CapabilitySet.PERMITTED;
import static org.darsena.runtime.local.TestEngine.process;
import static org.darsena.runtime.local.TestEngine.secured;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;
import org.darsena.runtime.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The capabilities of a process: what was asked for, what the model says comes of it, and what the kernel shows.
@Tag("kernel")
class CapabilitiesKernelTest {
    private final TestEngine t = new TestEngine();

    CapabilitiesKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static Security security(
            Map<CapabilitySet, Set<Capability>> sets, Set<SecureBit> bits, boolean noNewPrivileges) {
        return new Security(
                Set.of(), Set.of(), sets, bits, noNewPrivileges, Security.DEFAULT.seccomp(), Security.DEFAULT.lsm());
    }

    private static ProcessSpec as(ProcessSpec p, int uid) {
        return new ProcessSpec(
                p.argv(), p.env(), p.cwd(), uid, uid, p.terminal(), p.reaper(), p.stopSignal(), p.stopSeconds());
    }

    private static Map<CapabilitySet, Long> masks(String status) {
        var masks = new HashMap<CapabilitySet, Long>();
        for (CapabilitySet set : CapabilitySet.values()) {
            String line = status.lines()
                    .filter(l -> l.startsWith(set.statusField()))
                    .findFirst()
                    .orElseThrow();
            masks.put(set, Long.parseLong(line.split("\\s+")[1], 16));
        }
        return masks;
    }

    private static Map<CapabilitySet, Long> masks(CapabilitySets sets) {
        var masks = new HashMap<CapabilitySet, Long>();
        for (CapabilitySet set : CapabilitySet.values()) {
            masks.put(set, Capability.mask(sets.get(set)));
        }
        return masks;
    }

    /// Each of the five sets, of root and of another, kept and not kept: as the model reckons, so the kernel does.
    @Test
    void allFiveSetsAreAsReckoned() throws Exception {
        List<Map<CapabilitySet, Set<Capability>>> asked = List.of(
                Map.of(),
                Map.of(BOUNDING, Set.of(KILL, CHOWN)),
                Map.of(PERMITTED, Set.of(KILL)),
                Map.of(INHERITABLE, Set.of(CHOWN), PERMITTED, Set.of(CHOWN, KILL), EFFECTIVE, Set.of(KILL)),
                Map.of(AMBIENT, Set.of(NET_RAW)),
                Map.of(BOUNDING, Set.of()));
        for (boolean noNewPrivileges : List.of(true, false)) {
            for (Set<SecureBit> bits : List.of(Set.<SecureBit>of(), Set.of(SecureBit.NOROOT))) {
                for (int uid : List.of(0, 7)) {
                    for (var sets : asked) {
                        Security security = security(sets, bits, noNewPrivileges);
                        ContainerSpec s =
                                process(secured(spec("sets", "cat", "/proc/self/status"), security), p -> as(p, uid));
                        CapabilitySets after =
                                CapabilitySets.of(security, uid == 0).afterExecve(uid == 0, security);
                        String seen = t.output(s);
                        assertEquals(masks(after), masks(seen), security + " uid " + uid);
                        t.engine()
                                .delete(
                                        t.engine().containers().getFirst().id(),
                                        true,
                                        org.darsena.runtime.Engine.Progress.NONE);
                    }
                }
            }
        }
    }

    /// Somebody who is not root and holds an ambient capability: that, and no other.
    @Test
    void whatIsAmbientWorks() throws Exception {
        ContainerSpec s = secured(
                spec("box", "sleep", "1000"),
                new Security(
                        Set.of(NET_ADMIN),
                        Set.of(),
                        Map.of(AMBIENT, Set.of(NET_ADMIN)),
                        Set.of(),
                        true,
                        Security.DEFAULT.seccomp(),
                        Security.DEFAULT.lsm()));
        String id = t.start(s);
        ProcessSpec set = ProcessSpec.of(List.of("ip", "link", "set", "lo", "mtu", "9000"));
        assertEquals("", Exec.run(t.engine(), id, as(set, 7)));
        assertEquals("9000\n", t.exec(id, "cat /sys/class/net/lo/mtu"));
        String mine = t.start(secured(spec("plain", "sleep", "1000"), Security.DEFAULT));
        assertTrue(Exec.run(t.engine(), mine, as(set, 7)).contains("not permitted"));
    }

    @Test
    void secureBitsAreSetAndLocked() throws Exception {
        Set<SecureBit> bits = EnumSet.allOf(SecureBit.class);
        bits.removeAll(Set.of(SecureBit.KEEP_CAPS, SecureBit.NOROOT));
        String id = t.start(secured(spec("box", "sleep", "1000"), security(Map.of(), bits, true)));
        String dump = t.exec(id, "setpriv --dump | grep -i securebits");
        assertTrue(dump.contains("noroot_locked,no_setuid_fixup,no_setuid_fixup_locked"), dump);
        String raise = "setpriv --inh-caps=+kill --ambient-caps=+kill cat /proc/self/status";
        assertEquals(0L, masks(t.exec(id, raise)).get(AMBIENT), "nothing is added to the ambient set");
        assertTrue(t.exec(id, "setpriv --securebits=-no_setuid_fixup true").contains("exit 1"), "it is locked");
        String plain = t.start(spec("plain", "sleep", "1000"));
        assertEquals("Securebits: [none]\n", t.exec(plain, "setpriv --dump | grep -i securebits"));
        assertEquals(Capability.mask(Set.of(KILL)), masks(t.exec(plain, raise)).get(AMBIENT));
        assertEquals("", t.exec(plain, "setpriv --securebits=+no_setuid_fixup true"), "root may change its own");
    }

    /// Root that is not special: its programs hold nothing.
    @Test
    void withNorootRootIsOneOfMany() throws Exception {
        String id = t.start(secured(
                spec("box", "sleep", "1000"),
                security(Map.of(), Set.of(SecureBit.NOROOT, SecureBit.NOROOT_LOCKED), true)));
        assertEquals(0L, masks(t.exec(id, "cat /proc/self/status")).get(EFFECTIVE));
        assertTrue(t.exec(id, "touch /x; chown 7 /x").contains("not permitted"));
    }

    /// What the machine's root lacks is not left out silently.
    @Test
    void whatTheMachineLacksIsRefusedByName() throws Exception {
        long ours = Objects.requireNonNull(
                masks(Files.readString(Path.of("/proc/self/status"))).get(BOUNDING));
        Set<Capability> lacking = EnumSet.noneOf(Capability.class);
        for (Capability c : Capability.values()) {
            if ((ours & Capability.mask(Set.of(c))) == 0) {
                lacking.add(c);
            }
        }
        assumeFalse(lacking.isEmpty(), "root has every capability here");
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.USER);
        Capability one = lacking.iterator().next();
        ContainerSpec s = secured(
                        spec("box", "true"), new Security(Set.of(one), Set.of(), true, Security.DEFAULT.seccomp()))
                .with(c -> c.namespaces = own);
        EngineException e = assertThrows(EngineException.class, () -> t.create(s));
        assertEquals(EngineException.Kind.MISSING, e.kind());
        assertEquals(one.label(), e.args().get("name"));
        assertEquals(List.of(), t.engine().containers());
    }
}
