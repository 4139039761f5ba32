package org.darsena.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/// posix_spawn(3) of one program with exactly the descriptors it shall have.
///
/// The executable is named `/proc/self/fd/4`, resolved in the new process after descriptors were put in place;
/// so it can be a sealed memfd that has no path. Both descriptors are first copied above [#SAFE], lest putting
/// one in place overwrites the other.
final class Spawner {
    private static final int SAFE = 16;
    private static final int SOCKET_FD = 3;
    private static final int EXECUTABLE_FD = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int OPAQUE = 512; // posix_spawnattr_t is 336 bytes, the file actions 80

    private final List<Pointer> kept = new ArrayList<>();

    int spawn(Fd executable, List<String> argv, List<String> env, Fd socket) throws ErrnoException {
        int program = Native.check(Native.C.fcntl(executable.number(), F_DUPFD_CLOEXEC, SAFE), "fcntl", "executable");
        try {
            int peer = Native.check(Native.C.fcntl(socket.number(), F_DUPFD_CLOEXEC, SAFE), "fcntl", "socket");
            try {
                return spawnNumbers(program, argv, env, peer);
            } finally {
                Native.C.close(peer);
            }
        } finally {
            Native.C.close(program);
        }
    }

    private int spawnNumbers(int program, List<String> argv, List<String> env, int socket) throws ErrnoException {
        Pointer actions = Native.zeroed(OPAQUE);
        Pointer attributes = Native.zeroed(OPAQUE);
        report(Native.C.posix_spawn_file_actions_init(actions));
        report(Native.C.posix_spawnattr_init(attributes));
        try {
            describeFiles(actions, program, socket);
            describeSignals(attributes);
            int[] pid = new int[1];
            report(Native.C.posix_spawn(
                    pid, "/proc/self/fd/" + EXECUTABLE_FD, actions, attributes, vector(argv), vector(env)));
            return pid[0];
        } finally {
            Native.C.posix_spawn_file_actions_destroy(actions);
            Native.C.posix_spawnattr_destroy(attributes);
        }
    }

    private static void describeFiles(Pointer actions, int program, int socket) throws ErrnoException {
        report(Native.C.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", Linux.O_RDWR, 0));
        report(Native.C.posix_spawn_file_actions_adddup2(actions, 0, 1));
        report(Native.C.posix_spawn_file_actions_adddup2(actions, socket, SOCKET_FD));
        report(Native.C.posix_spawn_file_actions_adddup2(actions, program, EXECUTABLE_FD));
        report(Native.C.posix_spawn_file_actions_addclosefrom_np(actions, EXECUTABLE_FD + 1));
    }

    private static void describeSignals(Pointer attributes) throws ErrnoException {
        Pointer set = Native.zeroed(128);
        Native.C.sigemptyset(set);
        report(Native.C.posix_spawnattr_setsigmask(attributes, set));
        Native.C.sigfillset(set);
        report(Native.C.posix_spawnattr_setsigdefault(attributes, set));
        report(Native.C.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID)));
    }

    private Pointer vector(List<String> strings) {
        Pointer array = Native.zeroed((strings.size() + 1) * 8);
        kept.add(array);
        for (int i = 0; i < strings.size(); i++) {
            byte[] bytes = Native.clean(strings.get(i)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            Pointer text = Native.zeroed(bytes.length + 1);
            text.put(0, bytes, 0, bytes.length);
            kept.add(text);
            array.putAddress(i * 8L, text.address());
        }
        return array;
    }

    private static void report(int error) throws ErrnoException {
        if (error != 0) {
            throw new ErrnoException("posix_spawn", error, "stage");
        }
    }
}
