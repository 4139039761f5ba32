package org.darsena.runtime.kernel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The system calls the engine uses, in domain terms. Each failing call throws [ErrnoException].
///
/// All descriptors made here are close-on-exec. Interrupted calls are repeated. Strings with a NUL inside are
/// refused ([IllegalArgumentException]), since C would cut them. Threads: every method may be called from any
/// thread; those said to block hold a platform thread while they do (a virtual thread would pin its carrier).
/// `flags`, `mode` and so on take the constants of [Linux].
public interface Kernel {

    // ---- files

    /// open(2). `mode` (permission bits) counts only with `O_CREAT`.
    Fd open(String path, int flags, int mode) throws ErrnoException;

    /// The version of the kernel's Landlock, landlock_create_ruleset(2); 0: it has none.
    int landlockAbi();

    /// openat2(2) that stays below `dir`: no `..` out of it, no absolute path, no symbolic or magic link anywhere.
    Fd openBeneath(Fd dir, String path, int flags, int mode) throws ErrnoException;

    /// openat2(2) as if `root` were `/`: links and `..` are followed and stay within it; magic links are not.
    Fd openInRoot(Fd root, String path, int flags) throws ErrnoException;

    /// getxattr(2) of an open file, O_PATH too; null where it has none of that name. At most 64 KiB.
    byte @Nullable [] xattr(Fd file, String name) throws ErrnoException;

    /// setxattr(2) of an open file, O_PATH too.
    void setXattr(Fd file, String name, byte[] value) throws ErrnoException;

    /// removexattr(2) of an open file, O_PATH too; what is not there is no error.
    void removeXattr(Fd file, String name) throws ErrnoException;

    /// A second descriptor of the same open file.
    Fd dup(Fd fd) throws ErrnoException;

    /// read(2): bytes read, 0 at the end. Blocks where the file does.
    int read(Fd fd, byte[] buffer) throws ErrnoException;

    /// pread(2): bytes read from `offset` (for kept descriptors of /proc and cgroup files: 0), 0 at the end.
    int pread(Fd fd, byte[] buffer, long offset) throws ErrnoException;

    /// write(2) repeated until all bytes are written.
    void write(Fd fd, byte[] data) throws ErrnoException;

    /// mkdirat(2) directly in `dir`; `name` must not contain `/`.
    void mkdirAt(Fd dir, String name, int mode) throws ErrnoException;

    /// fchownat(2) of `path` seen from `dir`, never following a last symbolic link; `path` empty = `dir` itself.
    void chownAt(Fd dir, String path, int uid, int gid) throws ErrnoException;

    /// mknod(2); of a FIFO the numbers do not count.
    void mknod(String path, int mode, int major, int minor) throws ErrnoException;

    /// lchown(2): the path itself, not what a symbolic link points to.
    void chown(String path, int uid, int gid) throws ErrnoException;

    /// fsync(2).
    void sync(Fd fd) throws ErrnoException;

    /// flock(2): true when locked (or unlocked), false when `LOCK_NB` found it taken. Blocks without `LOCK_NB`.
    boolean flock(Fd fd, int operation) throws ErrnoException;

    /// statfs(2).
    FsInfo statfs(String path) throws ErrnoException;

    // ---- sockets

    Fd socket(int domain, int type, int protocol) throws ErrnoException;

    /// socketpair(2) of AF_UNIX; `type` e.g. `SOCK_SEQPACKET`.
    FdPair socketPair(int type) throws ErrnoException;

    /// bind(2) of a netlink socket; `port` 0 lets the kernel choose, `groups` is the multicast bit mask.
    void bindNetlink(Fd socket, int port, int groups) throws ErrnoException;

    /// setsockopt(2) with an int value.
    void setOption(Fd socket, int level, int option, int value) throws ErrnoException;

    /// SO_RCVTIMEO: later receives fail with EAGAIN after `timeout` (zero = wait for ever).
    void receiveTimeout(Fd socket, Duration timeout) throws ErrnoException;

    /// sendto(2) to the kernel (netlink) or the connected peer; the whole message or an error.
    void send(Fd socket, byte[] data) throws ErrnoException;

    /// recv(2): length of the message, which with `MSG_TRUNC` in `flags` may exceed the buffer. 0 = end. Blocks.
    int receive(Fd socket, byte[] buffer, int flags) throws ErrnoException;

    /// sendmsg(2) with SCM_RIGHTS; the descriptors stay open here. At most 253 of them.
    void sendMessage(Fd socket, byte[] data, List<Fd> fds) throws ErrnoException;

    /// recvmsg(2) with room for `maxBytes` and `maxFds`. Blocks; with `MSG_DONTWAIT` in `flags` fails with EAGAIN.
    Message receiveMessage(Fd socket, int maxBytes, int maxFds, int flags) throws ErrnoException;

    // ---- waiting

    /// poll(2): what happened to each entry, in order; an empty list when `timeout` passed first (null = for ever).
    List<Ready> poll(List<Interest> interests, @Nullable Duration timeout) throws ErrnoException;

    /// epoll_create1(2).
    Fd epoll() throws ErrnoException;

    /// Watches `fd` for `events` (POLL* constants; HUP and ERR always come), to be reported as `key`.
    void epollAdd(Fd epoll, Fd fd, int events, long key) throws ErrnoException;

    /// Stops watching.
    void epollRemove(Fd epoll, Fd fd) throws ErrnoException;

    /// Keys of what is ready, at most 64; empty when `timeout` passed first (null = for ever). Blocks.
    long[] epollWait(Fd epoll, @Nullable Duration timeout) throws ErrnoException;

    /// eventfd(2), non-blocking: [#signal] makes it readable, [#drain] unreadable again.
    Fd eventFd() throws ErrnoException;

    void signal(Fd eventFd) throws ErrnoException;

    void drain(Fd eventFd) throws ErrnoException;

    /// TIOCSWINSZ: the size of a terminal, by master or slave.
    void terminalSize(Fd terminal, int rows, int columns) throws ErrnoException;

    // ---- processes

    /// pidfd_open(2).
    Fd pidfdOpen(int pid) throws ErrnoException;

    /// pidfd_send_signal(2); signal 0 only asks whether it lives (ESRCH if not).
    void pidfdSignal(Fd pidfd, int signal) throws ErrnoException;

    /// kill(2). Prefer [#pidfdSignal]: numbers are reused.
    void kill(int pid, int signal) throws ErrnoException;

    /// Starts `executable` (a descriptor, e.g. a sealed memfd) in a session of its own with `socket` as
    /// descriptor 3, /dev/null as 0 and 1, our stderr as 2, nothing else open but the executable itself as 4,
    /// no signal blocked or ignored, and exactly `env`. Gives its pid; the caller reaps it with [#waitPid].
    int spawn(Fd executable, List<String> argv, List<String> env, Fd socket) throws ErrnoException;

    /// waitpid(2) of a child started by [#spawn]: its raw wait status, or -1 if it still runs (only without
    /// `block`).
    int waitPid(int pid, boolean block) throws ErrnoException;

    // ---- memory files

    /// memfd_create(2), sealable and executable.
    Fd memFd(String name) throws ErrnoException;

    /// F_ADD_SEALS.
    void seal(Fd memFd, int seals) throws ErrnoException;

    /// F_GET_SEALS. EINVAL: not a file that can be sealed.
    int seals(Fd file) throws ErrnoException;

    // ---- namespaces and mounts

    /// setns(2) of the **calling platform thread**; `type` is a CLONE_NEW* constant. The caller sees to it that the
    /// thread is its own and ends afterwards or goes back. (User namespaces refuse multithreaded callers, mount
    /// namespaces those that have not unshared CLONE_FS.)
    void setns(Fd namespace, int type) throws ErrnoException;

    /// unshare(2) of the **calling platform thread**, under the same conditions as [#setns].
    void unshare(int flags) throws ErrnoException;

    /// mount(2).
    void mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data)
            throws ErrnoException;

    /// umount2(2).
    void unmount(String target, int flags) throws ErrnoException;

    /// open_tree(2): a detached copy of the mount at `path` and those below it, gone when its last descriptor is.
    Fd cloneMounts(String path) throws ErrnoException;

    /// As above, of the open file's mount, from that file downwards. EINVAL where it is in another mount namespace.
    Fd cloneMounts(Fd file) throws ErrnoException;

    /// mount_setattr(2) of a detached tree and all below: MOUNT_ATTR_* to set, MS_* of its propagation, and a user
    /// namespace to map owners by, or null. EINVAL there: a file system of it knows no such maps.
    void setMounts(Fd tree, long attributes, long propagation, @Nullable Fd userNamespace) throws ErrnoException;

    /// move_mount(2): attaches detached mounts upon `target`.
    void attachMounts(Fd mounts, String target) throws ErrnoException;

    /// Two connected descriptors.
    record FdPair(Fd first, Fd second) implements AutoCloseable {
        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    /// A descriptor to wait on and the POLL* events wanted of it.
    record Interest(Fd fd, int events) {}

    /// POLL* events that came; 0 = nothing with this one.
    record Ready(Fd fd, int events) {}

    /// A file system: magic number (statfs(2)), sizes in bytes, free inodes.
    record FsInfo(long type, long totalBytes, long availableBytes, long freeInodes) {}
}
