package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// What the client can ask of the helper and learn from it. The real one is [DBusHelper]; window tests use a
/// double in memory.
///
/// What returns a [Job] neither waits nor throws: a refusal ends the job. [#log], [#inspect], [#verify], [#images],
/// [#doctor] and [#history] wait for the answer, some seconds at most, and throw [HelperException]. The
/// rest is at hand. After a break the last view is kept until the helper is there again. Listeners are
/// called from one thread that is not the window's.
public interface Helper extends AutoCloseable {

    /// Whether the helper is reached just now; after the bus breaks it is sought again by itself.
    Connection connection();

    List<ContainerView> containers();

    List<LabView> labs();

    default Job create(ContainerSpec spec, boolean start) {
        return create(spec, Map.of(), start);
    }

    /// @param attachments open files by the place in the spec that they stand for, a JSON pointer; they stay the
    ///     caller's, who keeps them open until the job is done
    Job create(ContainerSpec spec, Map<String, FileDescriptor> attachments, boolean start);

    Job act(String containerId, Action action, Map<String, Object> options);

    /// Changes its limits, at once where it runs.
    ///
    /// @param limits a JSON object with keys of a spec's `resources`; one left out stays, null lifts one
    Job update(String containerId, String limits);

    Job exec(String containerId, ProcessSpec process, @Nullable Stdio stdio);

    /// The file its console log is written to, or the one before that, `rotated`; an empty one where there is none.
    /// Opened for reading; the caller closes it. [ConsoleLog] reads both.
    FileDescriptor log(String containerId, boolean rotated);

    String inspect(String containerId);

    /// What became of each of its defences, tried now, as a JSON document.
    String verify(String containerId);

    /// What capabilities a file in it has: the job's `file`, as JSON.
    Job fileCapabilities(String containerId, String path);

    /// Sets them, in the words of setcap(8); empty: removes them. The job's `file` as before.
    Job setFileCapabilities(String containerId, String path, String capabilities);

    Job up(LabDocument lab, @Nullable String name);

    Job check(String labId);

    Job down(String labId);

    /// Asks an administrator's leave to see what belongs to others, for as long as this connection holds.
    /// When it is done, [#containers] and [#labs] hold that too.
    Job showOthers();

    String images();

    String doctor();

    /// The last 10 minutes of a subject (`container/ID`, `link/LAB/N`), oldest first.
    List<Sample> history(String subject);

    /// All changes from now on. Close to end.
    AutoCloseable listen(Listener listener);

    /// Figures once a second while at least one watches. Close to end.
    AutoCloseable watch(Consumer<Tick> ticks);

    @Override
    void close();

    /// State of the line to the helper. `authority`: `polkit` or `private-bus`; empty when not connected.
    /// `why` it is not connected is null while it is first sought.
    record Connection(
            boolean connected,
            String authority,
            String version,
            @Nullable HelperException why) {}

    /// Verbs on a container. Options: START `attachments`, as of [#create], in place of those it was made with; STOP
    /// `seconds` Integer; KILL `signal` String; DELETE `force` Boolean.
    enum Action {
        START,
        STOP,
        KILL,
        RESTART,
        FREEZE,
        THAW,
        DELETE
    }

    record Stdio(FileDescriptor in, FileDescriptor out, FileDescriptor err) {}

    /// One tick of figures: `rows.get(i)` belongs to `subjects.get(i)`.
    record Tick(long millis, List<String> subjects, List<Sample> rows) {}

    /// Figures of one second; NaN: not known. See org.darsena.api.Metrics for units.
    record Sample(long millis, double cpu, double memory, double received, double sent, double pids) {}

    /// What changed. Default methods: take what you need.
    interface Listener {
        default void connection(Connection now) {}

        default void container(ContainerView now) {}

        default void containerGone(String id) {}

        default void lab(LabView now) {}

        default void labGone(String id) {}

        /// A job of this client's was begun, went on, or ended.
        default void job(Job job) {}
    }
}
