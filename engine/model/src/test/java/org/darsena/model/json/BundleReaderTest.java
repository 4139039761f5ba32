package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.darsena.model.Docs;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Controls;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.junit.jupiter.api.Test;

class BundleReaderTest {
    private static final String FULL = """
            {"ociVersion": "1.0.2", "hostname": "quay", "domainname": "harbour", "annotations": {"a": "b"},
             "root": {"path": "/srv/root", "readonly": true},
             "process": {
              "args": ["/bin/app", ""], "env": ["A=1", "A=2", "B="], "cwd": "/work", "terminal": true,
              "consoleSize": {"height": 30, "width": 90},
              "user": {"uid": 7, "gid": 8, "umask": 63, "additionalGids": [9]},
              "rlimits": [{"type": "RLIMIT_AS", "soft": 1, "hard": 18446744073709551615}],
              "capabilities": {"bounding": ["CAP_KILL"], "ambient": []},
              "oomScoreAdj": -5, "noNewPrivileges": true, "apparmorProfile": "", "selinuxLabel": ""},
             "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
                        {"destination": "/m", "source": "given", "options": ["rbind", "ro", "rprivate", "relatime"]},
                        {"destination": "/t", "type": "tmpfs", "source": "t", "options": ["nosuid", "size=1m"]}],
             "linux": {
              "namespaces": [{"type": "mount"}, {"type": "network"}, {"type": "ipc"}, {"type": "uts"}, {"type": "user"},
                             {"type": "pid"}, {"type": "time"}],
              "cgroupsPath": "/any", "timeOffsets": {"boottime": {"secs": 60}}, "rootfsPropagation": "private",
              "devices": [{"path": "/dev/fuse", "type": "c", "major": 10, "minor": 229, "fileMode": 8630, "uid": 1}],
              "sysctl": {"net.core.somaxconn": "9", "kernel.shmmax": "8"},
              "maskedPaths": ["/proc/kcore"], "readonlyPaths": ["/proc/sys"],
              "seccomp": {"defaultAction": "SCMP_ACT_ALLOW"},
              "resources": {
               "memory": {"limit": 8388608, "swap": 9437184, "reservation": 4194304},
               "cpu": {"quota": 25000, "period": 50000, "shares": 512, "cpus": "0", "mems": "0"},
               "pids": {"limit": 5},
               "blockIO": {"weight": 50, "throttleReadBpsDevice": [{"major": 8, "minor": 0, "rate": 3}],
                           "throttleWriteIOPSDevice": [{"major": 8, "minor": 0, "rate": 4}]},
               "hugepageLimits": [{"pageSize": "2MB", "limit": 0}],
               "network": {"classID": 1, "priorities": [{"name": "lo", "priority": 2}]},
               "devices": [{"allow": false, "access": "rwm"},
                           {"allow": true, "type": "c", "major": 10, "minor": 229, "access": "rw"}]}}}
            """;

    @Test
    void everyFieldIsTaken() throws Exception {
        OciBundle read = BundleReader.check(FULL, "b").orThrow();
        ContainerSpec spec = read.spec();
        assertEquals("/srv/root", read.root());
        assertEquals(Map.of(Bundle.source(1), "given"), read.sources());
        assertEquals("b", spec.name());
        assertEquals("quay", spec.hostname());
        assertEquals("harbour", spec.spaces().domainname());
        assertEquals(60, spec.spaces().boottime());
        assertEquals(ContainerSpec.Root.READ_ONLY, spec.root());
        assertEquals(
                new ProcessSpec(
                        List.of("/bin/app", ""), Map.of("A", "2", "B", ""), "/work", 7, 8, true, false, "TERM", 10),
                spec.process());
        assertEquals(EnumSet.complementOf(EnumSet.of(Namespace.CGROUP)), spec.namespaces());
        assertEquals(
                new Resources(
                        8L << 20,
                        0.5,
                        512L,
                        5L,
                        new Controls(
                                1L << 20,
                                4L << 20,
                                null,
                                "0",
                                "0",
                                50L,
                                List.of(new Controls.IoRate("8:0", 3L, null, null, 4L)),
                                Map.of("2MB", 0L),
                                1L,
                                Map.of("lo", 2L),
                                List.of(DeviceRule.parse("c 10:229 rw").orElseThrow()),
                                false,
                                false)),
                spec.resources());
        assertEquals(Set.of(Capability.KILL), spec.security().capabilities());
        assertEquals(Set.of(), spec.security().capabilitySets().get(CapabilitySet.EFFECTIVE), "not given: none");
        assertTrue(spec.security().noNewPrivileges());
        assertInstanceOf(SeccompProfile.class, spec.security().seccomp());
        assertEquals(Map.of("net.core.somaxconn", "9"), spec.sysctls());
        assertEquals(
                new Bundle(
                        List.of(9),
                        63,
                        List.of(new Bundle.Rlimit("AS", 1, -1)),
                        -5,
                        30,
                        90,
                        List.of(
                                new Bundle.Mount("/proc", "proc", "proc", Set.of(), List.of()),
                                new Bundle.Mount("/m", "bind", "given", Set.of("rbind", "ro"), List.of()),
                                new Bundle.Mount("/t", "tmpfs", "t", Set.of("nosuid"), List.of("size=1m"))),
                        List.of(new Bundle.Device("/dev/fuse", 'c', 10, 229, 0666, 1, 0)),
                        List.of("/proc/kcore"),
                        List.of("/proc/sys"),
                        Map.of("kernel.shmmax", "8")),
                spec.bundle());
        assertEquals(spec, SpecReader.read(SpecWriter.write(spec)), "through our own document and back");
    }

    @Test
    void whatIsNotSaidIsNotThere() throws Exception {
        ContainerSpec spec = BundleReader.check(Docs.with(Docs.BUNDLE, "/linux/seccomp", "null"), "b")
                .orThrow()
                .spec();
        assertEquals(Resources.UNLIMITED, spec.resources());
        assertEquals(SeccompMode.UNCONFINED, spec.security().seccomp());
        assertEquals(Set.of(), spec.security().capabilities());
        assertEquals(Map.of(), spec.process().env());
        assertEquals(List.of(), spec.networks());
        Bundle bundle = Objects.requireNonNull(spec.bundle());
        assertNull(bundle.oomScore());
        assertEquals(Set.of(Bundle.ROOT), bundle.attachments());
    }

    @Test
    void allThatIsNotSupportedIsNamedAtOnce() {
        var problems = BundleReader.check(
                        Docs.with(
                                Docs.BUNDLE,
                                "/hooks",
                                "{\"poststop\": [{\"path\": \"/bin/x\"}]}",
                                "/process/apparmorProfile",
                                "\"p\"",
                                "/process/selinuxLabel",
                                "\"l\"",
                                "/linux/uidMappings",
                                "[{\"containerID\": 0, \"hostID\": 1000, \"size\": 1}]",
                                "/linux/personality",
                                "{\"domain\": \"LINUX32\"}",
                                "/linux/intelRdt",
                                "{\"closID\": \"x\"}",
                                "/linux/mountLabel",
                                "\"l\"",
                                "/linux/resources",
                                "{\"rdma\": {\"x\": {}}, \"memory\": {\"swappiness\": 1}}"),
                        "b")
                .problems();
        assertEquals(
                Set.of(
                        "/hooks",
                        "/process/apparmorProfile",
                        "/process/selinuxLabel",
                        "/linux/uidMappings",
                        "/linux/personality",
                        "/linux/intelRdt",
                        "/linux/mountLabel",
                        "/linux/resources/rdma",
                        "/linux/resources/memory/swappiness"),
                Set.copyOf(problems.stream().map(p -> p.place()).toList()));
        assertTrue(problems.stream().allMatch(p -> p.rule().equals("oci.unsupported")), problems::toString);
    }
}
