package org.darsena.runtime;

import java.io.FileDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// The one way in: containers, labs and figures of the machine behind it. Today that is this machine's
/// kernel; a
/// cluster may stand behind the same interface, so nothing here speaks of local pids or paths as handles.
///
/// All methods may be called from any thread; those that take a [Progress] block until done.
public interface Engine extends AutoCloseable {

    List<ContainerInfo> containers();

    Optional<ContainerInfo> container(String id);

    /// Lays out a container; nothing runs yet. A failure leaves nothing behind.
    ///
    /// @param attachments for what of the spec names files of its maker's
    ContainerInfo create(ContainerSpec spec, Owner owner, Attachments attachments, Progress progress)
            throws EngineException;

    /// As above, with nothing attached.
    default ContainerInfo create(ContainerSpec spec, Owner owner, Progress progress) throws EngineException {
        return create(spec, owner, Attachments.NONE, progress);
    }

    /// Starts its process; returns once it executes.
    ///
    /// @param attachments in place of those it was made with
    void start(String id, Attachments attachments, Progress progress) throws EngineException;

    /// As above, with those it has.
    default void start(String id, Progress progress) throws EngineException {
        start(id, Attachments.NONE, progress);
    }

    /// Its stop signal, then after `seconds` (null: its spec's) kill.
    void stop(String id, @Nullable Integer seconds, Progress progress) throws EngineException;

    /// Sends a signal (`KILL`, `HUP` …) to its pid 1.
    void kill(String id, String signal) throws EngineException;

    void restart(String id, Progress progress) throws EngineException;

    void freeze(String id) throws EngineException;

    void thaw(String id) throws EngineException;

    /// Changes its limits, at once where it runs, and keeps them: all of them or none.
    void update(String id, ResourcesPatch limits) throws EngineException;

    /// Removes it with its files. Only when stopped, unless `force`; a lab's node only by [#down].
    void delete(String id, boolean force, Progress progress) throws EngineException;

    /// Runs a further process in it. With `process.terminal()` a pseudo-terminal is made and `stdio` is
    /// ignored.
    Session exec(String id, ProcessSpec process, Stdio stdio) throws EngineException;

    /// The file its console log is written to, or the one before that, `rotated`; `/dev/null` where there is none.
    /// Opened for reading; the caller closes it.
    FileDescriptor log(String id, boolean rotated) throws EngineException;

    /// Everything about it as observed from the kernel, as a JSON document.
    String inspect(String id) throws EngineException;

    /// Tries those of its defences that can be tried on a running container without harm; one finding each, as a JSON
    /// document.
    String verify(String id) throws EngineException;

    /// Capabilities of a regular file in its root, as a JSON document: `path`, `capabilities` (as getcap(8)
    /// shows them, null: none), `permitted`, `inheritable`, `effective`, `root` (who is root of the user
    /// namespace they hold in, by the machine's number) and `obstacles`, each an `id` of why they come to
    /// nothing there: `no-new-privileges`, `nosuid`, `elsewhere`, `bounding` and `bounding-refuses` (with
    /// `capabilities`).
    String fileCapabilities(String id, String path) throws EngineException;

    /// Sets them, null: removes them; gives what [#fileCapabilities] gives then. MISSING where the file system
    /// keeps none.
    String setFileCapabilities(String id, String path, @Nullable FileCapabilities wanted) throws EngineException;

    List<LabInfo> labs();

    /// Starts a lab under `name` (null: the document's). A failure or cancel rolls back whole.
    LabInfo up(LabDocument lab, @Nullable String name, Owner owner, Progress progress) throws EngineException;

    /// Tries every check, reporting each through `progress.step` as it ends.
    List<CheckResult> check(String labId, Progress progress) throws EngineException;

    /// Removes exactly what the lab made.
    void down(String labId, Progress progress) throws EngineException;

    /// Images and this machine's abilities, as JSON documents.
    String images();

    String doctor();

    /// Throws on an unknown id; an array of rows oldest first, each [Figures], one a second, at most 600.
    List<Figures> history(String subject);

    /// Called after every change of a container or lab, from one thread, in order. Close to end.
    AutoCloseable listen(Listener listener);

    /// Called once a second while at least one is registered. Close to end.
    AutoCloseable sample(SampleListener listener);

    @Override
    void close();

    /// Whom something belongs to. `uid` is the authenticated caller's.
    record Owner(int uid) {}

    /// Standard streams for [#exec]; closed by the engine after use.
    record Stdio(FileDescriptor in, FileDescriptor out, FileDescriptor err) {}

    /// What changed.
    interface Listener {
        void container(ContainerInfo now);

        void containerGone(String id);

        void lab(LabInfo now);

        void labGone(String id);
    }

    /// One tick: `subjects` is the same list object as long as the set is unchanged. A subject is
    /// `container/ID` or
    /// `link/LAB/N`.
    interface SampleListener {
        void sampled(long millis, List<String> subjects, List<Figures> figures);
    }

    /// Figures of one second; NaN: not known.
    ///
    /// @param cpu share of one processor, 1.0 = a whole one
    /// @param memory bytes charged
    /// @param received bytes a second coming in; for a link: from end a to end b
    /// @param sent bytes a second going out
    /// @param pids processes and threads
    record Figures(long millis, double cpu, double memory, double received, double sent, double pids) {
        public static final int COLUMNS = 5;
    }

    /// A process of [#exec].
    interface Session extends AutoCloseable {
        /// The master side of its terminal; null without one. Taken once; then the caller's to close.
        @Nullable
        FileDescriptor terminal();

        void resize(int columns, int rows);

        void signal(String signal) throws EngineException;

        /// Waits for its end: exit code, or 128 + signal.
        int await() throws InterruptedException;

        @Override
        void close();
    }

    /// One check's outcome. `held` is what counts; `detail` is what was seen, e.g. `HTTP 200 in 3 ms`.
    record CheckResult(String name, String node, String expect, boolean held, String detail, long millis) {}

    /// How a long work goes, and whether it is still wanted.
    interface Progress {
        /// `fraction` 0–1 (NaN: unknown); `step` an id with arguments, made a sentence by the client.
        void step(double fraction, String step, Map<String, String> args);

        /// Polled between steps; true: undo and throw [EngineException] of kind CANCELLED.
        boolean cancelled();

        /// Ignores all.
        Progress NONE = new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> args) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
