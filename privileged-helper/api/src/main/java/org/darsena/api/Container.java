package org.darsena.api;

import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/// A container, at [Names#CONTAINERS] + id. Properties, as in GetManagedObjects: `Id` s, `Name` s, `Owner` u,
/// `OwnerName` s, `State` s (as ContainerState), `Kind` s, `Image` s, `Pid` u, `Created` t, `Started` t (ms),
/// `ExitCode` i (-1: none), `Reason` s (empty: none), `Addresses` as (CIDR; a lab's own
/// are in its document), `Lab` s, `Node` s (empty: none), `MemoryLimit` t (0:
/// none), `CpuLimit` d (0: none), `PidsLimit` t (0: none), `OomKills` t, `Throttled` t, `PidsRefused` t (how
/// often this run, or the last one, met its limits, as the kernel counts; told anew every 5 s at most), `Labels` a{ss}.
@DBusInterfaceName("org.darsena.Helper1.Container")
public interface Container extends DBusInterface {

    /// Option `attachments` a{sh}: as of [Manager#CreateContainer], in place of those it was made with.
    DBusPath Start(Map<String, Variant<?>> options);

    /// Option `seconds` u: how long to wait before it is killed.
    DBusPath Stop(Map<String, Variant<?>> options);

    /// Sends a signal, by name, to its init.
    DBusPath Kill(String signal, Map<String, Variant<?>> options);

    DBusPath Restart(Map<String, Variant<?>> options);

    DBusPath Freeze(Map<String, Variant<?>> options);

    DBusPath Thaw(Map<String, Variant<?>> options);

    /// Option `force` b: also when it runs.
    DBusPath Delete(Map<String, Variant<?>> options);

    /// Changes its limits, at once where it runs, and keeps them: all of them or none. `limits` is a JSON object with
    /// the keys of a spec's `resources`; one left out stays, one that is null is lifted.
    DBusPath Update(String limits, Map<String, Variant<?>> options);

    /// Runs a further process, given as the JSON document of a ProcessSpec without a terminal, on these three
    /// streams. The job ends with the process; result: `exit`.
    DBusPath Exec(
            String process, FileDescriptor in, FileDescriptor out, FileDescriptor err, Map<String, Variant<?>> options);

    /// As Exec, on a pseudo-terminal of `columns` u and `rows` u (1–1000) cells, whose master side
    /// [Job#TakeTerminal] hands out. The ProcessSpec has `terminal` set.
    DBusPath ExecTerminal(String process, Map<String, Variant<?>> options);

    /// What capabilities a file in it has. Job result: `file`, a JSON document; see the engine's
    /// `fileCapabilities`.
    DBusPath FileCapabilities(String path, Map<String, Variant<?>> options);

    /// Sets them, in the words of setcap(8); empty: removes them. Job result as of FileCapabilities.
    DBusPath SetFileCapabilities(String path, String capabilities, Map<String, Variant<?>> options);

    /// The file its console log is written to, opened for reading only. Option `rotated` b: the one before that. Where
    /// there is no such file, `/dev/null`.
    FileDescriptor Log(Map<String, Variant<?>> options);

    /// Everything about it as observed from the kernel, as a JSON document.
    String Inspect();

    /// Tries those of its defences that can be tried on a running container without harm, some seconds at most: a
    /// JSON document with one finding each.
    String Verify();
}
