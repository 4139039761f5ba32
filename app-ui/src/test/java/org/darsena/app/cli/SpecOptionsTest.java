package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Propagation;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.json.SpecWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From words on the command line to a spec.
class SpecOptionsTest {
    private final Bench bench = new Bench();

    @TempDir
    Path folder;

    private ContainerSpec created(String... words) {
        var args = new ArrayList<>(List.of("create"));
        args.addAll(List.of(words));
        assertEquals(Exit.OK, bench.run(args.toArray(String[]::new)), bench.err());
        assertTrue(bench.out().matches("[0-9a-f]{12}\n"), bench.out());
        return bench.helper.specs().getLast();
    }

    @Test
    void nothingSaidIsTheDefault() {
        assertEquals(ContainerSpec.of("box", List.of("sleep", "600")), created("box", "--", "sleep", "600"));
        assertEquals(ContainerSpec.of("b2", List.of("ls", "-la")), created("b2", "ls", "-la"));
    }

    @Test
    void everythingSaid() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\nécho\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        bench.env.put("HERE", "from outside");
        ContainerSpec spec = created(
                "--kind=system",
                "--image",
                "host",
                "--hostname",
                "h1",
                "-m",
                "1.5g",
                "--cpus=0.25",
                "--cpu-shares",
                "512",
                "--pids",
                "none",
                "--cap-add",
                "net_admin,SYS_TIME",
                "--cap-drop",
                "CAP_CHOWN",
                "--cap-drop",
                "kill",
                "--no-new-privs=off",
                "-e",
                "A=b=c",
                "-e",
                "HERE",
                "-e",
                "NOWHERE",
                "--label",
                "team=web",
                "-w",
                "/srv",
                "-u",
                "33:44",
                "-t",
                "--own-init",
                "--stop-signal",
                "SIGINT",
                "--stop-seconds",
                "3",
                "--network",
                "nat",
                "--network",
                "bridge:lan,10.0.0.2/24",
                "--file",
                "/opt/run=" + script,
                "--sysctl",
                "net.ipv4.ip_forward=1",
                "box",
                "--",
                "/sbin/init");
        assertEquals(ContainerSpec.Kind.SYSTEM, spec.kind());
        assertEquals("h1", spec.hostname());
        assertEquals(new Resources(1536L << 20, 0.25, 512L, null), spec.resources());
        assertEquals(
                new Security(
                        Set.of(Capability.NET_ADMIN, Capability.SYS_TIME),
                        Set.of(Capability.CHOWN, Capability.KILL),
                        false,
                        Security.Seccomp.DEFAULT),
                spec.security());
        assertEquals(Map.of("A", "b=c", "HERE", "from outside"), spec.process().env());
        assertEquals(Map.of("team", "web"), spec.labels());
        assertEquals("/srv", spec.process().cwd());
        assertEquals(33, spec.process().uid());
        assertEquals(44, spec.process().gid());
        assertTrue(spec.process().terminal());
        assertEquals(false, spec.process().reaper());
        assertEquals("INT", spec.process().stopSignal());
        assertEquals(3, spec.process().stopSeconds());
        assertEquals(
                List.of(
                        NetworkSpec.nat("eth0"),
                        new NetworkSpec("eth1", NetworkSpec.Type.BRIDGE, "lan", List.of("10.0.0.2/24"), null, null)),
                spec.networks());
        assertEquals(List.of(new FileSpec("/opt/run", "#!/bin/sh\nécho\n", "0755", "0:0")), spec.files());
        assertEquals(Map.of("net.ipv4.ip_forward", "1"), spec.sysctls());
        assertEquals(List.of("/sbin/init"), spec.process().argv());
    }

    @Test
    void aSystemBootsItsInitOrHasTheProgramBelowOurs() {
        assertEquals(ContainerSpec.system("box"), created("--kind", "system", "box"));
        ContainerSpec program = created("--kind", "system", "b2", "--", "sleep", "1");
        assertEquals(ProcessSpec.of(List.of("sleep", "1")), program.process());
        assertEquals(ContainerSpec.Root.WRITABLE, program.root());
        assertEquals(Security.DEFAULT, program.security());
    }

    @Test
    void namespacesOfOthers() {
        ContainerSpec spec = created(
                "--net=container:web",
                "--namespace",
                "ipc=container:web,cgroup=host",
                "--domainname=example.net",
                "--clock",
                "boottime=86400,monotonic=-5",
                "box",
                "true");
        assertEquals(
                Map.of(Namespace.NET, "web", Namespace.IPC, "web"),
                spec.spaces().shared());
        assertEquals(false, spec.namespaces().contains(Namespace.CGROUP));
        assertEquals("example.net", spec.spaces().domainname());
        assertTrue(spec.owns(Namespace.TIME), "clocks need one");
        assertEquals(86_400, spec.spaces().boottime());
        assertEquals(-5, spec.spaces().monotonic());
        assertEquals(List.of(), spec.networks(), "none in another's network");
        assertEquals(Exit.USAGE, bench.run("create", "--pid=host", "b2", "true"), "not with a user namespace");
        assertEquals(Exit.USAGE, bench.run("create", "--net=elsewhere", "b3", "true"));
        assertEquals(Exit.USAGE, bench.run("create", "--namespace=net", "b4", "true"));
    }

    /// Paths are opened here; what cannot be is said before anything is made.
    @Test
    void mountsOfMyOwn() throws Exception {
        ContainerSpec spec = created(
                "-v",
                folder + ":/data:ro,noexec,slave,idmap=5:6",
                "--mount",
                "type=tmpfs,target=/cache,size=1m,mode=0750,exec",
                "--tmpfs=/t",
                "--mask-path=/etc/motd",
                "--readonly-path=/opt",
                "box",
                "true");
        List<MountSpec> mounts = spec.tree().mounts();
        assertEquals(
                new MountSpec(
                        MountSpec.Type.BIND,
                        folder.toString(),
                        "/data",
                        true,
                        false,
                        false,
                        false,
                        Propagation.SLAVE,
                        "5:6",
                        null,
                        null),
                mounts.getFirst());
        assertEquals("/cache", mounts.get(1).target());
        assertEquals(Long.valueOf(1 << 20), mounts.get(1).size());
        assertTrue(mounts.get(1).exec() && !mounts.get(2).exec());
        assertEquals(List.of("/etc/motd"), spec.tree().masked());
        assertEquals(List.of("/opt"), spec.tree().readOnly());
        assertEquals(Exit.USAGE, bench.run("create", "-v", folder + "/absent:/x", "b2", "true"));
        assertTrue(bench.err().contains(folder + "/absent"), bench.err());
        assertEquals(Exit.USAGE, bench.run("create", "-v", folder.toString(), "b3", "true"));
        assertEquals(1, bench.helper.specs().size());
    }

    @Test
    void aRootIsReadOnlyUnlessAskedFor() {
        assertEquals(ContainerSpec.Root.READ_ONLY, created("box", "true").root());
        assertEquals(
                ContainerSpec.Root.WRITABLE,
                created("--root", "writable", "b2", "true").root());
        assertEquals(
                ContainerSpec.Root.READ_ONLY,
                created("--kind=system", "--root=read-only", "b3").root());
    }

    @Test
    void lessThanUsual() {
        ContainerSpec spec = created(
                "--network",
                "none",
                "--memory",
                "none",
                "--cpus",
                "none",
                "--cap-drop",
                "all",
                "--share",
                "ipc",
                "box",
                "--",
                "true");
        assertEquals(List.of(), spec.networks());
        assertEquals(new Resources(null, null, null, 256L), spec.resources());
        assertEquals(Set.of(), spec.security().capabilities());
        assertEquals(false, spec.namespaces().contains(Namespace.IPC));
    }

    @Test
    void aSpecAndWhatIsSaidBesideIt() throws Exception {
        ContainerSpec base = ContainerSpec.of("base", List.of("sleep", "1"));
        Path file = folder.resolve("spec.json");
        Files.writeString(file, SpecWriter.write(base));
        assertEquals(base, created("--spec", file.toString()));
        ContainerSpec other = created("--spec", file.toString(), "--memory", "64m", "other", "--", "sleep", "2");
        assertEquals("other", other.name());
        assertEquals(List.of("sleep", "2"), other.process().argv());
        assertEquals(64L << 20, other.resources().memoryBytes());
        assertEquals(base.networks(), other.networks());
    }

    @Test
    void rulesAreCheckedHere() {
        assertEquals(
                Exit.USAGE, bench.run("create", "--memory", "1k", "--cpus", "0", "-w", "relative", "b", "--", "x"));
        assertEquals(3, bench.err().lines().count(), bench.err());
        assertTrue(bench.err().contains("--memory: A memory limit of 1 KiB is out of range"));
        assertEquals(List.of(), bench.helper.asked());
        assertEquals(Exit.OK, bench.run("create", "--seccomp", "unconfined", "b", "--", "x"));
        assertTrue(bench.err().startsWith("darsena: warning: --seccomp: "), bench.err());
    }

    @Test
    void aSeccompProfileIsReadHere() throws Exception {
        Path file = folder.resolve("web.json");
        String allow = "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [\n"
                + " {\"names\": [\"read\", \"%s\"], \"action\": \"SCMP_ACT_%s\"}]}";
        Files.writeString(file, allow.formatted("write", "ALLOW"));
        var read = SeccompReader.check(Files.readString(file), "web.json").orThrow();
        ContainerSpec spec = created("--seccomp", file.toString(), "b", "--", "x");
        assertEquals(read, spec.security().seccomp());

        Files.writeString(file, allow.formatted("wirte", "ALLOW"));
        assertEquals(Exit.OK, bench.run("create", "--seccomp", file.toString(), "c", "--", "x"));
        assertTrue(
                bench.err().contains("web.json: /syscalls/0/names/1: This program knows no system call “wirte”"),
                bench.err());
        Files.writeString(file, allow.formatted("wirte", "KILL"));
        assertEquals(Exit.USAGE, bench.run("create", "--seccomp", file.toString(), "b", "--", "x"));
        assertTrue(bench.err().contains("“wirte”, so it could not be refused"), bench.err());
        Files.writeString(file, allow.formatted("read", "DENY"));
        assertEquals(Exit.USAGE, bench.run("create", "--seccomp", file.toString(), "b", "--", "x"));
        assertEquals(1, bench.err().lines().count(), bench.err());

        assertEquals(Exit.USAGE, bench.run("create", "--seccomp", "lax", "b", "--", "x"));
        assertTrue(bench.err().contains("the file of a profile"), bench.err());
        assertEquals(Exit.USAGE, bench.run("create", "--seccomp", "./no.json", "b", "--", "x"));
        assertTrue(bench.err().contains("no.json"), bench.err());
    }

    @Test
    void sizes() {
        assertEquals(4096, Sizes.parse("4096").orElseThrow());
        assertEquals(512L << 20, Sizes.parse("512m").orElseThrow());
        assertEquals(512L << 20, Sizes.parse("512 MiB").orElseThrow());
        assertEquals(3L << 29, Sizes.parse("1.5G").orElseThrow());
        assertEquals(2L << 40, Sizes.parse("2tb").orElseThrow());
        for (String wrong : List.of("", "m", "-1", "1.2345m", "1x", "1e3", "99999999999999999999", "٣")) {
            assertTrue(Sizes.parse(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void capabilitiesInEverySpellingAndEachSet() {
        Security security = created(
                        "--cap-add",
                        "cap_net_admin,NET_RAW",
                        "--cap-drop",
                        "Cap_Chown,kill",
                        "--cap-set",
                        "ambient=NET_ADMIN,cap_net_raw",
                        "--cap-set",
                        "effective=none",
                        "--secure-bits",
                        "no-setuid-fixup,NO_SETUID_FIXUP_LOCKED",
                        "box",
                        "true")
                .security();
        Set<Capability> both = Set.of(Capability.NET_ADMIN, Capability.NET_RAW);
        assertEquals(both, security.capAdd());
        assertEquals(Set.of(Capability.CHOWN, Capability.KILL), security.capDrop());
        assertEquals(Map.of(CapabilitySet.AMBIENT, both, CapabilitySet.EFFECTIVE, Set.of()), security.capabilitySets());
        assertEquals(Set.of(SecureBit.NO_SETUID_FIXUP, SecureBit.NO_SETUID_FIXUP_LOCKED), security.secureBits());
        assertEquals(
                Capability.values().length,
                created("--cap-add", "ALL", "all", "true").security().capAdd().size());
    }

    @Test
    void theDangerousOnesAreNamedWithTheReason() {
        created("--cap-add", "SYS_ADMIN,SYS_MODULE", "box", "true");
        assertTrue(bench.err().contains("warning: --cap-add: With sys_admin it may mount"), bench.err());
        assertTrue(bench.err().contains("warning: --cap-add: sys_module gives it nothing"), bench.err());
        created("--share", "user,net", "--network", "none", "--cap-add", "net_admin", "b2", "true");
        assertTrue(bench.err().contains("change the machine's addresses, routes and firewall"), bench.err());
    }
}
