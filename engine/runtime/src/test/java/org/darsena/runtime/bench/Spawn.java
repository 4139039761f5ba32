package org.darsena.runtime.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// Runs a program to its end with posix_spawn(3), the same cheap way for every contender; ProcessBuilder would add a
/// helper process of its own to each. Standard input and output are a null device of the bench's own where it has a
/// folder: crun and runc give theirs to the container's root, and the machine's would stay so.
final class Spawn {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final long OPAQUE = 512; // posix_spawn_file_actions_t has 80 bytes
    private static final int O_RDWR = 2;
    private static final String NOTHING = System.getProperty("bench.dir", "/dev") + "/null";
    private static final MethodHandle INIT = handle("posix_spawn_file_actions_init", ADDRESS);
    private static final MethodHandle DESTROY = handle("posix_spawn_file_actions_destroy", ADDRESS);
    private static final MethodHandle OPEN =
            handle("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE_FROM =
            handle("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    private static final MethodHandle SPAWN =
            handle("posix_spawnp", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle WAIT = handle("waitpid", JAVA_INT, ADDRESS, JAVA_INT);

    private Spawn() {}

    @SuppressWarnings("restricted") // posix_spawn(3) and waitpid(2) by their signatures
    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Milliseconds from before the spawn to the end. Throws when it does not end with 0.
    static double millis(String... argv) {
        return millis(List.of(argv));
    }

    static double millis(List<String> argv) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(OPAQUE);
            MemorySegment words = vector(arena, argv);
            MemorySegment env = vector(arena, List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C", "HOME=/root"));
            MemorySegment nothing = arena.allocateFrom(NOTHING);
            int _ = (int) INIT.invokeExact(actions);
            int _ = (int) OPEN.invokeExact(actions, 0, nothing, O_RDWR, 0);
            int _ = (int) OPEN.invokeExact(actions, 1, nothing, O_RDWR, 0);
            int _ = (int) CLOSE_FROM.invokeExact(actions, 3);
            MemorySegment pid = arena.allocate(JAVA_INT);
            MemorySegment status = arena.allocate(JAVA_INT);
            long start = System.nanoTime();
            int error = (int) SPAWN.invokeExact(
                    pid, arena.allocateFrom(argv.getFirst()), actions, MemorySegment.NULL, words, env);
            if (error != 0) {
                throw new IllegalStateException("posix_spawn: error " + error + ": " + argv);
            }
            int _ = (int) WAIT.invokeExact(pid.get(JAVA_INT, 0), status, 0);
            double millis = Race.millisSince(start);
            int _ = (int) DESTROY.invokeExact(actions);
            if (status.get(JAVA_INT, 0) != 0) {
                throw new IllegalStateException("wait status " + status.get(JAVA_INT, 0) + ": " + argv);
            }
            return millis;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment vector(Arena arena, List<String> words) {
        MemorySegment array = arena.allocate(ADDRESS, words.size() + 1L);
        for (int i = 0; i < words.size(); i++) {
            array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(words.get(i)));
        }
        return array;
    }
}
