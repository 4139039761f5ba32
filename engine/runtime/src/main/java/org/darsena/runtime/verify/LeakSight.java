package org.darsena.runtime.verify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.proc.ProcStat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Descriptors and working directories of a container's processes that lie in a mount of the host's. A plain file is
/// none: whoever runs something by exec lends it their own.
final class LeakSight {
    private static final int MOST_PROCESSES = 200;
    private static final int MOST_DESCRIPTORS = 256;
    private static final String MOUNT = "mnt_id:";

    private static final Logger LOG = LoggerFactory.getLogger(LeakSight.class);

    private final Kernel kernel;
    private final Proc proc;

    LeakSight(Kernel kernel, Proc proc) {
        this.kernel = kernel;
        this.proc = proc;
    }

    Seen.Leaks see(Subject it) throws IOException {
        Set<Integer> host = hostMounts();
        List<String> folders = new ArrayList<>();
        List<String> terminals = new ArrayList<>();
        boolean lent = true;
        for (int pid : it.processes().stream().limit(MOST_PROCESSES).toList()) {
            for (String place : List.of("cwd", "root")) {
                if (host.contains(mountOf(pid, place))) {
                    folders.add(pid + "/" + place);
                }
            }
            int before = terminals.size();
            descriptors(pid, host, folders, terminals);
            lent &= terminals.size() == before || !belongs(pid, it.init());
        }
        return new Seen.Leaks(folders, terminals, lent);
    }

    /// The container's own: its first process or that one's child. What comes by exec has its parent outside.
    private boolean belongs(int pid, int init) {
        return pid == init || proc.stat(pid).map(ProcStat::parent).orElse(0) == init;
    }

    private Set<Integer> hostMounts() throws IOException {
        Set<Integer> all = new HashSet<>();
        proc.ownMounts().forEach(m -> all.add(m.id()));
        try {
            proc.mounts(1).forEach(m -> all.add(m.id()));
        } catch (IOException e) {
            LOG.debug("the mounts of pid 1 cannot be read", e); // not every root may
        }
        return all;
    }

    private void descriptors(int pid, Set<Integer> host, List<String> folders, List<String> terminals) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc.path(pid, "fd"))) {
            int seen = 0;
            for (Path fd : all) {
                String name = String.valueOf(fd.getFileName());
                if (seen++ < MOST_DESCRIPTORS && host.contains(mount(proc.path(pid, "fdinfo/" + name)))) {
                    if (Files.isDirectory(fd)) {
                        folders.add(pid + "/fd/" + name);
                    } else if (isTerminal(fd)) {
                        terminals.add(pid + "/fd/" + name);
                    }
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // it has ended, and has none
        }
    }

    /// Majors 4 (tty), 5 (/dev/tty, console, ptmx) and 136–143 (pts); major and minor as in makedev(3).
    private static boolean isTerminal(Path fd) throws IOException {
        int mode = (Integer) Files.getAttribute(fd, "unix:mode");
        long rdev = ((Number) Files.getAttribute(fd, "unix:rdev")).longValue();
        int major = (int) (rdev >>> 8 & 0xfff);
        boolean character = (mode & 0170000) == 0020000;
        return character && (major == 4 || major == 5 || major >= 136 && major <= 143);
    }

    private int mountOf(int pid, String place) {
        try (Fd fd = kernel.open(proc.path(pid, place).toString(), Linux.O_PATH, 0)) {
            return mount(Path.of("/proc/self/fdinfo/" + fd.number()));
        } catch (IOException e) {
            return -1;
        }
    }

    private static int mount(Path fdinfo) {
        try {
            return Files.readString(fdinfo)
                    .lines()
                    .filter(line -> line.startsWith(MOUNT))
                    .map(line -> Integer.parseInt(line.substring(MOUNT.length()).strip()))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1; // closed meanwhile
        }
    }
}
