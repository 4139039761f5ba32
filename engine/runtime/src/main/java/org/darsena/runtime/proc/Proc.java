package org.darsena.runtime.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads /proc. Any thread. Whatever concerns a process that has gone is empty, not an error.
public final class Proc {
    private final Path root;

    /// @param root `/proc`, or a folder of fixtures
    public Proc(Path root) {
        this.root = root;
    }

    public static Proc system() {
        return new Proc(Path.of("/proc"));
    }

    public Path path(int pid, String file) {
        return root.resolve(Integer.toString(pid)).resolve(file);
    }

    public Optional<ProcStat> stat(int pid) {
        if (pid <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProcStat.parse(read(path(pid, "stat"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // ESRCH while reading, or half a line: it is going
        }
    }

    /// Whether the process that was `pid` with that start time still runs (a zombie does not).
    public boolean lives(int pid, long startTicks) {
        return stat(pid).filter(s -> s.startTicks() == startTicks && !s.dead()).isPresent();
    }

    /// `Name` → text of each line of /proc/PID/status.
    public Map<String, String> status(int pid) throws IOException {
        return status(Integer.toString(pid));
    }

    /// The same, of `self` or a pid.
    public Map<String, String> status(String who) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : read(who + "/status").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                all.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return all;
    }

    public List<MountInfo> mounts(int pid) throws IOException {
        return MountInfo.parse(List.of(read(path(pid, "mountinfo")).split("\n")));
    }

    /// At most `most` of them: whoever may mount may make a hundred thousand.
    public List<MountInfo> mounts(int pid, int most) throws IOException {
        try (Stream<String> lines = Files.lines(path(pid, "mountinfo"))) {
            return MountInfo.parse(lines.limit(most).toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The mounts this process sees.
    public List<MountInfo> ownMounts() throws IOException {
        return MountInfo.parse(List.of(read(root.resolve("self/mountinfo")).split("\n")));
    }

    /// Inode of a namespace, `name` as below /proc/PID/ns; 0 where this kernel has no such kind.
    public long namespace(int pid, String name) throws IOException {
        try {
            return inode(Files.readSymbolicLink(path(pid, "ns/" + name)).toString());
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(path(pid, "ns"))) {
                return 0;
            }
            throw e;
        }
    }

    /// `net:[4026531840]` → 4026531840.
    static long inode(String link) {
        int open = link.indexOf('[');
        return open < 0 ? 0 : Long.parseLong(link.substring(open + 1, link.length() - 1));
    }

    /// /proc/PID/cgroup: hierarchy's controllers (empty for v2) → path.
    public Map<String, String> cgroups(int pid) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : read(path(pid, "cgroup")).split("\n")) {
            String[] f = line.split(":", 3);
            if (f.length == 3) {
                all.put(f[1], f[2]);
            }
        }
        return all;
    }

    /// Lines of uid_map or gid_map, each `inside outside count`.
    public List<long[]> idMap(int pid, String file) throws IOException {
        List<long[]> all = new ArrayList<>();
        for (String line : read(path(pid, file)).split("\n")) {
            String[] f = line.strip().split("\\s+");
            if (f.length == 3) {
                all.add(new long[] {Long.parseLong(f[0]), Long.parseLong(f[1]), Long.parseLong(f[2])});
            }
        }
        return all;
    }

    /// Changes at every boot, so that a pid and start time from before are not believed.
    public String bootId() throws IOException {
        return read(root.resolve("sys/kernel/random/boot_id")).strip();
    }

    public String read(String below) throws IOException {
        return read(root.resolve(below));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
