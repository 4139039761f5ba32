package org.darsena.runtime.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.darsena.runtime.store.Aside.Done;
import org.darsena.runtime.store.AtomicFile.Durability;
import org.jspecify.annotations.Nullable;

/// A folder per container below `state/containers`, and nothing half-made among them: one is laid out as
/// `.creating-ID` and renamed when complete, and renamed to `.deleting-ID` before its files go. Whatever
/// bears such a name at the start was interrupted and is removed.
///
/// Methods on different ids may run at once; the caller holds a lock per id.
public final class ContainerStore {
    private static final String CREATING = ".creating-";
    private static final String DELETING = ".deleting-";
    private static final String RECORD = "container.json";
    private static final String RUN = "state.json";
    private static final String EXIT = "exit.json";

    private final Path containers;
    private final Path damaged;
    private final Map<String, Aside<Done>> onTheWay = new ConcurrentHashMap<>();

    public ContainerStore(StateDir state) {
        this.containers = state.folder("containers");
        this.damaged = state.path().resolve("damaged");
    }

    /// Removes what was interrupted, and reads the rest; what can't be read is moved aside and told to
    /// `report`.
    public List<ContainerRecord> load(Consumer<Damaged> report) throws IOException {
        List<ContainerRecord> all = new ArrayList<>();
        for (Path folder : list()) {
            String name = folder.getFileName().toString();
            if (name.startsWith(CREATING) || name.startsWith(DELETING)) {
                TreeRemover.remove(folder);
            } else if (name.matches("[0-9a-f]{12}")) {
                read(name, report).ifPresent(all::add);
            }
        }
        return all;
    }

    private List<Path> list() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(containers)) {
            stream.forEach(folders::add);
        }
        return folders;
    }

    private Optional<ContainerRecord> read(String id, Consumer<Damaged> report) throws IOException {
        try {
            ContainerRecord record =
                    RecordJson.container(Files.readString(folder(id).resolve(RECORD)));
            if (!record.id().equals(id)) {
                throw new IOException("it is of `" + record.id() + "`");
            }
            return Optional.of(record);
        } catch (IOException e) {
            report.accept(new Damaged(id, setAside(id), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Path setAside(String id) throws IOException {
        Files.createDirectories(damaged);
        Path target = damaged.resolve(id + "-" + System.currentTimeMillis());
        return Files.move(folder(id), target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Slots of ids that files of damaged containers still use.
    public List<Integer> damagedSlots() throws IOException {
        List<Integer> slots = new ArrayList<>();
        if (Files.isDirectory(damaged)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(damaged)) {
                for (Path folder : stream) {
                    slots.add(slotOf(folder.resolve("upper")));
                }
            }
        }
        return slots;
    }

    private static int slotOf(Path upper) throws IOException {
        try {
            Object uid = Files.getAttribute(upper, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return IdSlots.slotOf(Integer.toUnsignedLong((Integer) uid));
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /// Begins to lay out a container. Nothing of it is seen before [Creation#commit].
    public Creation begin(ContainerRecord record) throws IOException {
        Path folder = containers.resolve(CREATING + record.id());
        Files.createDirectory(folder);
        return new Creation(record.id(), folder, Aside.begin(() -> RecordJson.write(record)));
    }

    private void flush(String id) throws IOException {
        AtomicFile.sync(folder(id).resolve(RECORD));
        AtomicFile.sync(folder(id));
        AtomicFile.sync(containers);
    }

    /// Waits until a container just made is on the disk. What it throws is why it cannot be written there.
    public void awaitDurable(String id) throws IOException {
        @Nullable Aside<Done> flush = onTheWay.remove(id);
        if (flush != null) {
            flush.join();
        }
    }

    public boolean exists(String id) {
        return Files.exists(folder(id), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(containers.resolve(CREATING + id), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(containers.resolve(DELETING + id), LinkOption.NOFOLLOW_LINKS);
    }

    public Path folder(String id) {
        return containers.resolve(id);
    }

    /// Writes a changed record of an existing container.
    public void save(ContainerRecord record) throws IOException {
        AtomicFile.write(folder(record.id()).resolve(RECORD), RecordJson.write(record), Durability.SYNCED);
    }

    /// Notes a run. It need not survive a reboot, which no process does either.
    public void saveRun(String id, RunRecord run) throws IOException {
        AtomicFile.write(folder(id).resolve(RUN), RecordJson.write(run), Durability.CACHED);
    }

    /// The last run noted; empty when there was none, or it can't be read (the kernel is asked anyway).
    public Optional<RunRecord> run(String id) {
        try {
            return Optional.of(RecordJson.run(Files.readString(folder(id).resolve(RUN))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Forgets the last run and its exit, before a new one.
    public void clearRun(String id) throws IOException {
        Files.deleteIfExists(folder(id).resolve(RUN));
        Files.deleteIfExists(folder(id).resolve(EXIT));
    }

    /// Where the monitor leaves the exit status.
    public Path exitFile(String id) {
        return folder(id).resolve(EXIT);
    }

    public Path log(String id) {
        return folder(id).resolve("console.log");
    }

    /// Where the monitor moves the log when it has grown.
    public Path rotatedLog(String id) {
        return folder(id).resolve("console.log.1");
    }

    /// Marks it as deleted: it does not come back, and its files go with [#removeDeleted] or at the next
    /// start.
    public void markDeleted(String id) throws IOException {
        @Nullable Aside<Done> flush = onTheWay.remove(id);
        if (flush != null) {
            flush.close(); // it must find the files; what it cannot write is about to go anyway
        }
        Files.move(folder(id), containers.resolve(DELETING + id), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes the files of one that was marked.
    public void removeDeleted(String id) throws IOException {
        TreeRemover.remove(containers.resolve(DELETING + id));
    }

    /// A container being laid out.
    public final class Creation {
        private final String id;
        private final Path folder;
        private final Aside<String> text;

        private Creation(String id, Path folder, Aside<String> text) {
            this.id = id;
            this.folder = folder;
            this.text = text;
        }

        /// Where its files go meanwhile.
        public Path folder() {
            return folder;
        }

        /// Writes its record and makes it one of the containers. From here on it survives the death of this process;
        /// a power cut, soon after, and at the latest when [#awaitDurable] returns.
        public void commit() throws IOException {
            AtomicFile.fill(folder.resolve(RECORD), text.join(), Durability.CACHED);
            Files.move(folder, ContainerStore.this.folder(id), StandardCopyOption.ATOMIC_MOVE);
            onTheWay.put(id, Aside.doing(() -> flush(id)));
        }

        /// Removes all that was laid out.
        public void abort() throws IOException {
            TreeRemover.remove(folder);
        }
    }
}
