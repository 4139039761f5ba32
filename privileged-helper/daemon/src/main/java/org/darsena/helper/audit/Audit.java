package org.darsena.helper.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.darsena.helper.auth.Action;
import org.darsena.helper.auth.Verdict;
import org.darsena.helper.bus.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each privileged act and each refusal, to the log and to `audit/UID.log` below the state folder
/// (0600; at 1 MiB it becomes `UID.log.1`). Each user has a file, so that nobody pushes others' lines out; and an
/// [Allowance], so that nobody pushes out their own either: what was too much is told as `missed=N` by the next
/// line. What an administrator let happen is always written; what was only asked for is not, or asking would be a way
/// to push lines out. What runs in a container, its arguments and its environment never are.
///
/// Threads: any.
public final class Audit {
    static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final Set<OpenOption> APPENDING = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Map<Integer, Allowance> allowances = new HashMap<>();
    private final Path folder;
    private final LongSupplier clock;

    /// @param state the helper's folder, root's alone
    public Audit(Path state) throws IOException {
        this(state, System::nanoTime);
    }

    Audit(Path state, LongSupplier clock) throws IOException {
        this.folder = state.resolve("audit");
        this.clock = clock;
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// @param outcome `ok`, or the name of an error
    public void write(Caller who, Action action, String target, String outcome, long millis) {
        boolean allowed = Verdict.refusals().noneMatch(outcome::equals);
        write(who, action.id(), target, outcome, millis, allowed && action.forAdministrators());
    }

    /// What polkit is not asked about.
    public void write(Caller who, String act, String target, String outcome) {
        write(who, act, target, outcome, 0, false);
    }

    private synchronized void write(Caller who, String act, String target, String outcome, long millis, boolean due) {
        Allowance allowance = allowances.computeIfAbsent(who.uid(), uid -> new Allowance(clock.getAsLong()));
        if (!allowance.take(clock.getAsLong(), due)) {
            return;
        }
        int missed = allowance.missed();
        String line = "uid=" + Integer.toUnsignedString(who.uid()) + " pid=" + who.pid() + " bus=" + plain(who.name())
                + " action=" + plain(act) + " target=" + plain(target) + " outcome=" + plain(outcome) + " ms=" + millis
                + (missed > 0 ? " missed=" + missed : "");
        LOG.info(line);
        Path file = folder.resolve(Integer.toUnsignedString(who.uid()) + ".log");
        append(file, Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n");
    }

    /// Names come from documents that were validated; still, one line stays one line.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(128)
                .forEach(c -> plain.appendCodePoint(c <= ' ' || Character.isISOControl(c) ? '?' : c));
        return plain.isEmpty() ? "-" : plain.toString();
    }

    private static void append(Path file, String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try {
            if (Files.exists(file) && Files.size(file) + bytes.remaining() > MAX_BYTES) {
                Path older = file.resolveSibling(file.getFileName() + ".1");
                Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
            }
            try (FileChannel out = open(file)) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            // a full disk: the act is done, and the log above has it
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, APPENDING, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
