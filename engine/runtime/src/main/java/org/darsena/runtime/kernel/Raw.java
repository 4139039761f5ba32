package org.darsena.runtime.kernel;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/// The raw C library (glibc, LP64), as jnr-ffi binds it. Nobody but [LinuxKernel] calls it: it reports failure
/// by -1.
///
/// jnr-ffi implements the interface in a class loader of its own, so it must be public; the class around it is not.
final class Raw {
    private Raw() {}

    public interface LibC {
        // @formatter:off
        int open(String path, int flags, int mode);
        int close(int fd);
        int fcntl(int fd, int command, int argument);
        @ssize_t long read(int fd, @Out byte[] buffer, @size_t long count);
        @ssize_t long write(int fd, @In byte[] data, @size_t long count);
        @ssize_t long pread(int fd, @Out byte[] buffer, @size_t long count, long offset);
        int mkdirat(int dir, String name, int mode);
        int mknod(String path, int mode, long device);

        int fchownat(int dir, String path, int uid, int gid, int flags);
        int fsync(int fd);
        int flock(int fd, int operation);
        int statfs(String path, Pointer buffer);
        @ssize_t long getxattr(String path, String name, @Out byte[] value, @size_t long size);
        int setxattr(String path, String name, @In byte[] value, @size_t long size, int flags);
        int removexattr(String path, String name);

        int socket(int domain, int type, int protocol);
        int socketpair(int domain, int type, int protocol, @Out int[] pair);
        int bind(int fd, @In byte[] address, int length);
        int setsockopt(int fd, int level, int option, @In byte[] value, int length);
        @ssize_t long send(int fd, @In byte[] data, @size_t long length, int flags);
        @ssize_t long recv(int fd, @Out byte[] buffer, @size_t long length, int flags);
        @ssize_t long sendmsg(int fd, Pointer header, int flags);
        @ssize_t long recvmsg(int fd, Pointer header, int flags);

        int poll(Pointer entries, long count, int timeoutMillis);
        int epoll_create1(int flags);
        int epoll_ctl(int epoll, int operation, int fd, Pointer event);
        int epoll_wait(int epoll, Pointer events, int maximum, int timeoutMillis);
        int ioctl(int fd, long request, Pointer argument);
        int eventfd(int initial, int flags);
        int pidfd_open(int pid, int flags);
        int pidfd_send_signal(int pidfd, int signal, @Nullable Pointer info, int flags);
        int kill(int pid, int signal);
        int waitpid(int pid, @Out int[] status, int options);
        int memfd_create(String name, int flags);
        int setns(int fd, int type);
        int unshare(int flags);
        int mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data);
        int umount2(String target, int flags);
        int open_tree(int dir, String path, int flags);
        int mount_setattr(int dir, String path, int flags, Pointer attr, @size_t long size);
        int move_mount(int fromDir, String from, int toDir, String to, int flags);
        long syscall(long number, long a, String b, Pointer c, long d);
        long syscall(long number, long a, @Nullable Pointer b, long c);

        // posix_spawn's family returns the error number instead of setting errno
        int posix_spawn(@Out int[] pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);
        int posix_spawn_file_actions_init(Pointer actions);
        int posix_spawn_file_actions_destroy(Pointer actions);
        int posix_spawn_file_actions_addopen(Pointer actions, int fd, String path, int flags, int mode);
        int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);
        int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);
        int posix_spawnattr_init(Pointer attributes);
        int posix_spawnattr_destroy(Pointer attributes);
        int posix_spawnattr_setflags(Pointer attributes, short flags);
        int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);
        int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);
        int sigemptyset(Pointer set);
        int sigfillset(Pointer set);
        // @formatter:on
    }
}
