package org.darsena.model.container;

import java.util.List;
import java.util.Set;
import org.darsena.model.container.Lsm.Need;
import org.jspecify.annotations.Nullable;

/// What a container denies itself by Landlock, landlock(7): each list that is there names the only places for its kind
/// of access; one that is not there leaves that kind to the other layers. An empty one leaves none. Names are looked up
/// inside when it starts, and again for each command that is run beside it.
///
/// @param need PREFER or REQUIRE
/// @param read absolute paths below which files may be read and folders listed
/// @param write absolute paths below which files may be written, made, renamed and removed
/// @param execute absolute paths below which files may be executed
/// @param bind TCP ports that may be bound; ABI 4
/// @param connect TCP ports that may be connected to; ABI 4
/// @param scope what stays among its own processes; ABI 6
public record Landlock(
        Need need,
        @Nullable List<String> read,
        @Nullable List<String> write,
        @Nullable List<String> execute,
        @Nullable List<Integer> bind,
        @Nullable List<Integer> connect,
        Set<Scope> scope) {

    public Landlock {
        read = read == null ? null : List.copyOf(read);
        write = write == null ? null : List.copyOf(write);
        execute = execute == null ? null : List.copyOf(execute);
        bind = bind == null ? null : List.copyOf(bind);
        connect = connect == null ? null : List.copyOf(connect);
        scope = Set.copyOf(scope);
    }

    /// Whether it denies anything at all.
    public boolean says() {
        return files() || ports() || !scope.isEmpty();
    }

    public boolean files() {
        return read != null || write != null || execute != null;
    }

    public boolean ports() {
        return bind != null || connect != null;
    }

    /// The lowest version of the kernel's interface that can do all of it.
    public int abi() {
        if (!scope.isEmpty()) {
            return 6;
        }
        if (ports()) {
            return 4;
        }
        return write == null ? 2 : 3; // renames between folders; truncation
    }

    /// What may be kept among its own processes.
    public enum Scope {
        /// signals
        SIGNAL,
        /// connections to abstract UNIX sockets
        ABSTRACT_UNIX_SOCKET
    }
}
