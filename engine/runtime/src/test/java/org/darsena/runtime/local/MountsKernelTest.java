package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Propagation;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.store.TreeRemover;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What people show their containers of their own files, and other mounts, from inside and outside.
@Tag("kernel")
class MountsKernelTest {
    private static final Security FREE =
            new Security(Set.of(Capability.values()), Set.of(), true, SeccompMode.UNCONFINED);
    private static final LinuxKernel KERNEL = LinuxKernel.get();

    private TestEngine t;
    private Path shown;
    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        t = new TestEngine();
        shown = Files.createTempDirectory("darsena-shown-");
        Files.setAttribute(shown, "unix:mode", 0755);
        Files.writeString(shown.resolve("file"), "hello");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
        for (Path point : mounted.reversed()) {
            KERNEL.unmount(point.toString(), Linux.MNT_DETACH);
        }
        TreeRemover.remove(shown);
        String left = Files.readString(Path.of("/proc/self/mountinfo"));
        assertFalse(left.contains(t.folder.toString()), "nothing of it stays mounted");
    }

    private void memory(Path point) throws Exception {
        Files.createDirectories(point);
        KERNEL.mount("tmpfs", point.toString(), "tmpfs", 0, "mode=755");
        mounted.add(point);
    }

    private MountSpec bind(String target, boolean readOnly) {
        return new MountSpec(
                MountSpec.Type.BIND,
                shown.toString(),
                target,
                readOnly,
                false,
                false,
                true,
                Propagation.PRIVATE,
                null,
                null,
                null);
    }

    private static MountSpec with(MountSpec m, Propagation propagation, @Nullable String idmap) {
        return new MountSpec(
                m.type(),
                m.source(),
                m.target(),
                m.readOnly(),
                m.suid(),
                m.dev(),
                m.exec(),
                propagation,
                idmap,
                null,
                null);
    }

    private static ContainerSpec mounting(ContainerSpec spec, MountSpec... mounts) {
        return spec.with(s -> s.tree = new MountTree(List.of(mounts), List.of(), List.of()));
    }

    private static Attachments attached(Path... files) throws IOException {
        Map<String, FileDescriptor> all = new LinkedHashMap<>();
        for (Path file : files) {
            Fd fd = KERNEL.open(file.toString(), Linux.O_PATH, 0);
            all.put(MountSpec.attachment(all.size()), fd.releaseToJava());
        }
        return new Attachments(all);
    }

    private String start(ContainerSpec spec, Path... files) throws Exception {
        String id = t.engine()
                .create(spec, TestEngine.OWNER, attached(files), Progress.NONE)
                .id();
        t.engine().start(id, Progress.NONE);
        return id;
    }

    private EngineException refused(ContainerSpec spec, Path... files) {
        EngineException e = assertThrows(
                EngineException.class, () -> t.engine().create(spec, TestEngine.OWNER, attached(files), Progress.NONE));
        assertEquals(List.of(), t.engine().containers(), "nothing half-made");
        return e;
    }

    @Test
    void aFolderIsShownAndKeptForTheNextStart() throws Exception {
        String id = start(mounting(spec("box", "sleep", "1000"), bind("/data", false)), shown);
        assertEquals("hello", t.exec(id, "cat /data/file"));
        assertTrue(t.exec(id, "grep ' /data ' /proc/self/mountinfo").contains("nosuid,nodev"));
        t.engine().stop(id, 0, Progress.NONE);
        Files.writeString(shown.resolve("file"), "again");
        t.engine().start(id, Progress.NONE);
        assertEquals("again", t.exec(id, "cat /data/file"));
        t.reopen();
        assertEquals("again", t.exec(id, "cat /data/file"));
        t.engine().stop(id, 0, Progress.NONE);
        t.engine().start(id, Progress.NONE);
        assertEquals("again", t.exec(id, "cat /data/file"));
        Path kept = t.config.run().resolve("mounts");
        assertTrue(Files.exists(kept.resolve(id).resolve("0")));
        t.engine().delete(id, true, Progress.NONE);
        assertFalse(Files.exists(kept.resolve(id)));
    }

    @Test
    void aFileIsShown() throws Exception {
        String id = start(
                mounting(spec("box", "sleep", "1000"), bind("/etc/some/where.conf", true)), shown.resolve("file"));
        assertEquals("hello", t.exec(id, "cat /etc/some/where.conf"));
        assertEquals("no\n", t.exec(id, "(echo x > /etc/some/where.conf) 2>/dev/null || echo no"));
    }

    /// After a boot nothing is kept; whoever starts it passes it again.
    @Test
    void whatIsLostIsAskedForAgain() throws Exception {
        String id = start(mounting(spec("box", "sleep", "1000"), bind("/data", false)), shown);
        t.engine().stop(id, 0, Progress.NONE);
        KERNEL.unmount(t.config.run().resolve("mounts").resolve(id).resolve("0").toString(), Linux.MNT_DETACH);
        EngineException lost =
                assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals(Kind.MISSING, lost.kind());
        assertEquals("mount", lost.args().get("what"));
        assertEquals(shown.toString(), lost.args().get("source"));
        t.engine().start(id, attached(shown), Progress.NONE);
        assertEquals("hello", t.exec(id, "cat /data/file"));
    }

    /// Places to mount upon are made also in a root that nobody inside can write to.
    @Test
    void inARootThatIsReadOnly() throws Exception {
        Files.setAttribute(shown, "unix:mode", 0777);
        ContainerSpec app = TestEngine.application("box", "sleep", "1000");
        String id = start(mounting(app, bind("/data/deep", false)), shown);
        assertEquals("hello", t.exec(id, "cat /data/deep/file"));
        String tries = "exec 2>/dev/null; touch /data/deep/a && echo there; for d in / /data /etc /root; do"
                + " touch $d/a && echo BROKEN; done; touch /tmp/a && echo too";
        assertEquals("there\ntoo\n", t.exec(id, tries));
    }

    /// What is mounted below it, too; and no capability inside makes it writable, or takes off what lies upon it.
    @Test
    void readOnlyIsSoAllTheWayDown() throws Exception {
        memory(shown.resolve("below"));
        Files.setAttribute(shown.resolve("below"), "unix:mode", 0777);
        Files.setAttribute(shown, "unix:mode", 0777);
        ContainerSpec free = TestEngine.secured(spec("box", "sleep", "1000"), FREE);
        String id = start(mounting(free, bind("/data", true)), shown);
        String tries = "exec 2>/dev/null; touch /data/a && echo BROKEN; touch /data/below/a && echo BROKEN;"
                + " mount -o remount,bind,rw /data && echo BROKEN; mount -o remount,bind,rw /data/below && echo BROKEN;"
                + " mount -o remount,bind,ro,suid /data && echo BROKEN; umount /data/below && echo BROKEN; echo end";
        assertEquals("end\n", t.exec(id, tries));
        // the same without: it is the flag that holds it
        String open = start(mounting(spec("open", "sleep", "1000"), bind("/data", false)), shown);
        assertEquals("", t.exec(open, "touch /data/a /data/below/a"));
        assertTrue(Files.exists(shown.resolve("below/a")));
        assertEquals(0, Files.getAttribute(shown.resolve("below"), "unix:uid"));
    }

    @Test
    void propagation() throws Exception {
        memory(shown); // shared with nobody so far
        KERNEL.mount(null, shown.toString(), null, Linux.MS_SHARED, null);
        Files.createDirectory(shown.resolve("later"));
        MountSpec follows = with(bind("/follows", false), Propagation.SLAVE, null);
        MountSpec stays = with(bind("/stays", false), Propagation.PRIVATE, null);
        MountSpec own = with(bind("/own", false), Propagation.SHARED, null);
        MountSpec alone = with(bind("/alone", false), Propagation.UNBINDABLE, null);
        ContainerSpec free = TestEngine.secured(spec("box", "sleep", "1000"), FREE);
        String id = start(mounting(free, follows, stays, own, alone), shown, shown, shown, shown);
        KERNEL.mount("tmpfs", shown.resolve("later").toString(), "tmpfs", 0, "mode=755");
        Files.writeString(shown.resolve("later/news"), "x");
        assertEquals("news\n", t.exec(id, "ls /follows/later; ls /stays/later; ls /own/later"));
        KERNEL.unmount(shown.resolve("later").toString(), Linux.MNT_DETACH);
        // nothing of what is mounted inside gets out
        t.exec(id, "mount -t tmpfs none /own/later; mount -t tmpfs none /follows/later");
        long outside = Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(l -> l.contains(shown.resolve("later") + " ") || l.contains("/mounts/" + id + "/2/later"))
                .count();
        assertEquals(0, outside);
        assertEquals("no\n", t.exec(id, "mkdir /run/b; mount --bind /alone /run/b 2>/dev/null || echo no"));
        String seen = t.engine().inspect(id);
        for (String word : List.of("shared:", "master:", "unbindable", "private")) {
            assertTrue(seen.contains(word), word);
        }
    }

    /// The maker's files belong to root inside, and only those: what others own there is nobody's, and nothing that
    /// root inside makes belongs to another.
    @Test
    void filesOfItsMakerBelongToItsRoot() throws Exception {
        String[] user = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(l -> l.split(":"))
                .filter(f -> Integer.parseInt(f[2]) > 0 && Integer.parseInt(f[2]) < 60000)
                .findFirst()
                .orElseThrow();
        int maker = Integer.parseInt(user[2]);
        KERNEL.chown(shown.toString(), maker, Integer.parseInt(user[3]));
        Path mine = Files.writeString(shown.resolve("mine"), "m");
        KERNEL.chown(mine.toString(), maker, Integer.parseInt(user[3]));
        Files.setAttribute(mine, "unix:mode", 0600);
        Files.setAttribute(shown.resolve("file"), "unix:mode", 0600); // root's
        ContainerSpec spec =
                mounting(spec("box", "sleep", "1000"), with(bind("/data", false), Propagation.PRIVATE, "0:0"));
        String id = t.engine()
                .create(spec, new Owner(maker), attached(shown), Progress.NONE)
                .id();
        t.engine().start(id, Progress.NONE);
        assertEquals("0\n65534\n", t.exec(id, "stat -c %u /data/mine /data/file"));
        assertEquals("m", t.exec(id, "cat /data/mine"));
        assertEquals("no\n", t.exec(id, "cat /data/file 2>/dev/null || echo no"));
        t.exec(id, "touch /data/new; chmod 4755 /data/new; chown 5 /data/new 2>/dev/null; true");
        assertEquals(maker, Files.getAttribute(shown.resolve("new"), "unix:uid"), "it is its maker's outside");
        assertEquals("no\n", t.exec(id, "setpriv --reuid=5 --clear-groups touch /data/five 2>/dev/null || echo no"));
        // another's folder is not mapped at all
        KERNEL.chown(shown.toString(), 0, 0);
        EngineException others = assertThrows(
                EngineException.class,
                () -> t.engine()
                        .create(spec.with(s -> s.name = "b"), new Owner(maker), attached(shown), Progress.NONE));
        assertEquals("mount-owner", others.args().get("what"));
    }

    @Test
    void memoryAndCovers() throws Exception {
        MountSpec tmpfs = new MountSpec(
                MountSpec.Type.TMPFS,
                null,
                "/cache",
                false,
                false,
                false,
                false,
                Propagation.PRIVATE,
                null,
                1L << 20,
                "0750");
        ContainerSpec spec = spec("box", "sleep", "1000")
                .with(s -> s.tree = new MountTree(
                        List.of(tmpfs, bind("/data", false)),
                        List.of("/etc/passwd", "/var", "/proc/cpuinfo", "/not/there"),
                        List.of("/data", "/proc/self/attr")));
        Files.setAttribute(shown, "unix:mode", 0777);
        String id = created(spec);
        EngineException link =
                assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals("mount-link", link.args().get("what"), "/proc/self is a link");
        t.engine().delete(id, true, Progress.NONE);
        String good = created(spec.with(
                s -> s.tree = new MountTree(spec.tree().mounts(), spec.tree().masked(), List.of("/data"))));
        t.engine().start(good, Progress.NONE);
        assertEquals("750 1024\n", t.exec(good, "echo $(stat -c %a /cache) $(df -k --output=size /cache | tail -1)"));
        assertTrue(t.exec(good, "grep ' /cache ' /proc/self/mountinfo").contains("nosuid,nodev,noexec"));
        assertEquals("", t.exec(good, "cat /etc/passwd; ls -A /var; cat /proc/cpuinfo"));
        assertEquals("no\n", t.exec(good, "touch /data/x 2>/dev/null || echo no"));
    }

    /// The second of its mounts is the bind.
    private String created(ContainerSpec spec) throws Exception {
        FileDescriptor open = KERNEL.open(shown.toString(), Linux.O_PATH, 0).releaseToJava();
        Attachments files = new Attachments(Map.of(MountSpec.attachment(1), open));
        return t.engine().create(spec, TestEngine.OWNER, files, Progress.NONE).id();
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        ContainerSpec box = mounting(spec("box", "true"), bind("/data", false));
        assertEquals("unattached", refused(box).args().get("what"));
        assertEquals("attachment", refused(spec("box", "true"), shown).args().get("what"));
        assertEquals("mount-kernel", refused(box, Path.of("/proc")).args().get("what"));
        assertEquals("mount-kind", refused(box, Path.of("/dev/null")).args().get("what"));
        memory(shown.resolve("low"));
        KERNEL.mount("proc", Files.createDirectory(shown.resolve("low/p")).toString(), "proc", 0, null);
        assertTrue(refused(box, shown).args().getOrDefault("found", "").contains("proc " + shown + "/low/p"));
        // in the image /bin is a link
        assertEquals(
                "mount-link",
                refused(mounting(spec("box", "true"), bind("/bin/x", false)), shown)
                        .args()
                        .get("what"));
    }

    /// Nor along one that those inside have laid.
    @Test
    void aLinkInTheWayIsNoWay() throws Exception {
        ContainerSpec box =
                mounting(spec("box", "true"), bind("/d/e/f", false)).with(s -> s.root = ContainerSpec.Root.WRITABLE);
        String id = t.engine()
                .create(box, TestEngine.OWNER, attached(shown), Progress.NONE)
                .id();
        Path upper = t.config.state().resolve("containers").resolve(id).resolve("upper");
        Files.delete(upper.resolve("d/e/f"));
        Files.delete(upper.resolve("d/e"));
        Files.createSymbolicLink(upper.resolve("d/e"), Path.of("/etc"));
        EngineException e = assertThrows(EngineException.class, () -> t.engine().start(id, Progress.NONE));
        assertEquals("mount-link", e.args().get("what"));
        assertEquals("/d/e/f", e.args().get("value"));
        assertFalse(Files.exists(upper.resolve("etc/f")));
    }
}
