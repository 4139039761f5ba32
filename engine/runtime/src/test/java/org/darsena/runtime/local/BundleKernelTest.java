package org.darsena.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerState;
import org.darsena.model.json.OciBundle;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bundles as containers, seen from inside by their own programs, and from outside.
@Tag("kernel")
class BundleKernelTest {
    private static final String CONFIG = """
        {"ociVersion": "1.0.2",
         "root": {"path": "rootfs", "readonly": READONLY},
         "hostname": "quay", "domainname": "harbour",
         "process": {
          "args": ["/bin/sh", "-c", "SCRIPT"],
          "env": ["PATH=/bin", "COLOUR=blue"], "cwd": "/work",
          "user": {"uid": 7, "gid": 8, "additionalGids": [9, 10], "umask": 63},
          "rlimits": [{"type": "RLIMIT_NOFILE", "soft": 100, "hard": 200},
                      {"type": "RLIMIT_CORE", "soft": 0, "hard": 0}],
          "capabilities": {"bounding": ["CAP_KILL", "CAP_CHOWN"], "effective": ["CAP_KILL"],
                           "permitted": ["CAP_KILL"], "inheritable": ["CAP_KILL"], "ambient": ["CAP_KILL"]},
          "oomScoreAdj": 123, "noNewPrivileges": true},
         "mounts": [
          {"destination": "/proc", "type": "proc", "source": "proc"},
          {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
           "options": ["nosuid", "strictatime", "mode=755", "size=65536k"]},
          {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
           "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]},
          {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue",
           "options": ["nosuid", "noexec", "nodev"]},
          {"destination": "/made/here", "type": "tmpfs", "source": "scratch",
           "options": ["nosuid", "noexec", "noatime", "size=1m", "mode=1777"]},
          {"destination": "/shown", "type": "bind", "source": "shown", "options": ["bind", "ro"]},
          {"destination": "/etc/one", "type": "bind", "source": "one", "options": ["bind", "ro"]}],
         "annotations": {"anything": "goes"},
         "linux": {
          "namespaces": [NAMESPACES{"type": "pid"}, {"type": "network"}, {"type": "ipc"}, {"type": "uts"},
                         {"type": "mount"}, {"type": "cgroup"}],
          "devices": [{"path": "/dev/kvass", "type": "c", "major": 1, "minor": 3, "fileMode": 416,
                       "uid": 7, "gid": 9},
                      {"path": "/dev/pipe", "type": "p", "fileMode": 384}],
          "sysctl": {"net.ipv4.ip_forward": "1", "kernel.msgmax": "4321"},
          "resources": {"memory": {"limit": 134217728}, "pids": {"limit": 77},
                        "devices": [{"allow": false, "access": "rwm"}]},
          "rootfsPropagation": "rprivate",
          "maskedPaths": ["/proc/kcore", "/proc/timer_list", "/etc/hidden", "/etc/hiddendir", "/nowhere"],
          "readonlyPaths": ["/proc/sys", "/work"]}}
        """;

    @TempDir
    Path temp;

    private final TestEngine t;
    private BundleFolder files;

    BundleKernelTest() throws Exception {
        t = new TestEngine();
    }

    @BeforeEach
    void lay() throws Exception {
        files = new BundleFolder(Files.createDirectory(temp.resolve("bundle")));
        Files.createDirectory(files.folder.resolve("shown"));
        Files.writeString(files.folder.resolve("shown/word"), "lent");
        Files.writeString(files.folder.resolve("one"), "single");
        Files.writeString(files.root.resolve("etc/hidden"), "secret");
        Files.createDirectory(files.root.resolve("etc/hiddendir"));
        Files.writeString(files.root.resolve("etc/hiddendir/x"), "secret");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static String config(boolean users, boolean readOnly, String script) {
        return CONFIG.replace("SCRIPT", script)
                .replace("READONLY", String.valueOf(readOnly))
                .replace("NAMESPACES", users ? "{\"type\": \"user\"}, " : "");
    }

    private String create(OciBundle bundle) throws Exception {
        return t.engine()
                .create(bundle.spec(), TestEngine.OWNER, files.attach(bundle), Progress.NONE)
                .id();
    }

    private String output(String name, String config) throws Exception {
        String id = create(BundleFolder.read(name, config));
        t.engine().start(id, Progress.NONE);
        t.awaitState(id, ContainerState.STOPPED);
        return t.log(id);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allThatItSaysIsSoInside(boolean users) throws Exception {
        String script = "id -u; id -g; id -G; umask; pwd; ulimit -n; ulimit -Hn; ulimit -c; echo $COLOUR$HOME;"
                + " cat /proc/self/oom_score_adj /proc/sys/kernel/hostname /proc/sys/kernel/domainname"
                + " /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax /shown/word /etc/one;"
                + " echo; cat /etc/hidden; ls /etc/hiddendir;"
                + " stat -c '%F %t:%T %a %u:%g' /dev/kvass; stat -c '%F %a' /dev/pipe;"
                + " echo gone > /dev/kvass; cat /proc/self/cmdline > /dev/null;"
                + " touch /work/x /proc/sys/kernel/msgmax /shown/x 2> /dev/null || echo refused; touch /made/here/x";
        String seen = output("inside", config(users, false, script));
        assertEquals(
                List.of(
                        "7",
                        "8",
                        "8 9 10",
                        "0077",
                        "/work",
                        "100",
                        "200",
                        "0",
                        "blue",
                        "123",
                        "quay",
                        "harbour",
                        "1",
                        "4321",
                        "lentsingle",
                        "character special file 1:3 640 7:9",
                        "fifo 600",
                        "refused"),
                seen.lines().toList());
    }

    @Test
    void itsRightsAreThoseGiven() throws Exception {
        String seen = output("rights", config(true, false, "cat /proc/self/status /proc/self/mountinfo"));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
            assertTrue(seen.contains(set + ":\t0000000000000020"), set + seen);
        }
        assertTrue(seen.contains("CapBnd:\t0000000000000021"), seen);
        assertTrue(seen.contains("NoNewPrivs:\t1"), seen);
        assertTrue(seen.contains("Seccomp:\t0"), "none was asked for");
        assertTrue(seen.lines().anyMatch(l -> l.contains("/made/here rw,nosuid,noexec,noatime - tmpfs scratch")), seen);
        assertTrue(seen.lines().anyMatch(l -> l.matches(".* /shown ro,nosuid,nodev.*")), seen);
        assertTrue(seen.lines().anyMatch(l -> l.contains(" /dev rw,nosuid - tmpfs")), seen);
    }

    @Test
    void whatItWritesIsItsOwnAndTheBundleStays() throws Exception {
        String script = "touch /tmp/made && chmod 700 /etc && ls /tmp";
        String config = config(true, false, script)
                .replace("\"uid\": 7, \"gid\": 8", "\"uid\": 0, \"gid\": 0")
                .replace("[\"CAP_KILL\", \"CAP_CHOWN\"]", "[\"CAP_KILL\", \"CAP_FOWNER\"]")
                .replace("\"effective\": [\"CAP_KILL\"]", "\"effective\": [\"CAP_KILL\", \"CAP_FOWNER\"]")
                .replace("\"permitted\": [\"CAP_KILL\"]", "\"permitted\": [\"CAP_KILL\", \"CAP_FOWNER\"]");
        assertEquals("made\n", output("writes", config));
        assertFalse(Files.exists(files.root.resolve("tmp/made")));
        assertEquals(0755, (Integer) Files.getAttribute(files.root.resolve("etc"), "unix:mode") & 07777);
        assertEquals(
                "refused\n",
                output(
                        "reads",
                        config.replace("\"readonly\": false", "\"readonly\": true")
                                .replace(script, "touch /tmp/made 2> /dev/null || echo refused")));
    }

    /// Of an ordinary user's bundle files keep their distance: root inside may do with them what everybody may, so that
    /// nobody gets at others' files by naming a folder they are in.
    @Test
    void rootInsideIsNotRootOfAUsersFiles() throws Exception {
        Files.writeString(files.root.resolve("etc/private"), "secret");
        Files.createFile(files.root.resolve("etc/one")); // not even a place to mount at can be made in their folders
        Files.setPosixFilePermissions(
                files.root.resolve("etc/private"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String script = "cat /etc/private || echo closed; cat /shown/word; stat -c %u /etc/private; touch /made/here/x";
        String config = config(true, false, script)
                .replace("\"uid\": 7, \"gid\": 8", "\"uid\": 0, \"gid\": 0")
                .replace("CAP_CHOWN", "CAP_DAC_OVERRIDE")
                .replace("[\"CAP_KILL\"]", "[\"CAP_KILL\", \"CAP_DAC_OVERRIDE\"]");
        OciBundle bundle = BundleFolder.read("theirs", config);
        String id = t.engine()
                .create(bundle.spec(), new org.darsena.runtime.Engine.Owner(1000), files.attach(bundle), Progress.NONE)
                .id();
        t.engine().start(id, Progress.NONE);
        t.awaitState(id, ContainerState.STOPPED);
        String seen = t.log(id);
        assertTrue(seen.contains("Permission denied\nclosed\nlent65534\n"), seen);
        assertTrue(output("ours", config).startsWith("secretlent0\n"), "the machine's root may");
    }

    /// A start needs what was attached; it may be given anew.
    @Test
    void whatIsNotAttachedIsMissing() throws Exception {
        OciBundle bundle = BundleFolder.read("alone", config(true, false, "echo up"));
        EngineException e = assertThrows(
                EngineException.class, () -> t.engine().create(bundle.spec(), TestEngine.OWNER, Progress.NONE));
        assertEquals(Kind.MISSING, e.kind());
        String id = create(bundle);
        t.reopen();
        e = assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals(Kind.MISSING, e.kind());
        t.engine().start(id, files.attach(bundle), Progress.NONE);
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals("up\n", t.log(id));
        Attachments more = new Attachments(java.util.Map.of("/etc", BundleFolder.open(Path.of("/etc"))));
        e = assertThrows(EngineException.class, () -> t.engine().start(id, more, Progress.NONE));
        assertEquals(Kind.INVALID, e.kind());
    }

    /// A root cannot have mounts, masks or nodes laid elsewhere by its links.
    @ParameterizedTest
    @ValueSource(strings = {"made", "shown", "etc"})
    void aLinkOfTheRootLeadsNowhere(String name) throws Exception {
        Path target = Files.createDirectory(temp.resolve("outside"));
        Path link = files.root.resolve(name);
        if (Files.isDirectory(link)) {
            Files.move(link, files.root.resolve("moved"));
        }
        Files.createSymbolicLink(link, target);
        String id = create(BundleFolder.read("link-" + name, config(true, false, "echo up")));
        EngineException e = assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals("mount-link", e.args().get("what"), e.toString());
        assertTrue(String.valueOf(e.args().get("path")).startsWith(name), e.toString());
        try (var there = Files.list(target)) {
            assertEquals(0, there.count());
        }
        assertEquals(ContainerState.STOPPED, t.info(id).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/nothing,ENOENT", "/etc/one,EACCES", "/bin/foreign,ENOEXEC", "foreign,ENOEXEC"})
    void aProgramThatCannotRun(String words) throws Exception {
        Path foreign = files.root.resolve("bin/foreign");
        byte[] elf = Files.readAllBytes(files.root.resolve("bin/cat"));
        elf[18] = (byte) 0xb7; // e_machine: AArch64
        Files.write(foreign, elf);
        foreign.toFile().setExecutable(true, false);
        String[] part = words.split(",");
        OciBundle bundle = BundleFolder.read("program", config(true, false, "echo up"));
        String id = t.engine()
                .create(
                        BundleFolder.with(bundle.spec(), List.of(part[0])),
                        TestEngine.OWNER,
                        files.attach(bundle),
                        Progress.NONE)
                .id();
        EngineException e = assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals(part[1], e.args().get("errno"), e.toString());
        assertEquals(part[0], e.args().get("path"), e.toString());
        if (part[1].equals("ENOEXEC")) {
            assertEquals("AArch64", e.args().get("machine"), e.toString());
        }
        assertEquals(ContainerState.STOPPED, t.info(id).state());
    }
}
