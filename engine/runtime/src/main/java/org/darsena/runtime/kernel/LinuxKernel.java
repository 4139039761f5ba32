package org.darsena.runtime.kernel;

import static org.darsena.runtime.kernel.Native.C;
import static org.darsena.runtime.kernel.Native.check;
import static org.darsena.runtime.kernel.Native.clean;
import static org.darsena.runtime.kernel.Native.retry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/// [Kernel] by jnr-ffi and glibc on LP64 Linux (x86-64, aarch64). Stateless; use [#get()].
public final class LinuxKernel implements Kernel {
    private static final LinuxKernel INSTANCE = new LinuxKernel();
    private static final long SYS_OPENAT2 = 437;
    private static final long SYS_LANDLOCK_CREATE_RULESET = 444;
    private static final long LANDLOCK_CREATE_RULESET_VERSION = 1;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int MOUNT_ATTR_SIZE = 32;
    private static final long MOUNT_ATTR_IDMAP = 0x100000;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SO_RCVTIMEO = 20;
    private static final long RESOLVE_NO_MAGICLINKS = 2;
    private static final long RESOLVE_NO_SYMLINKS = 4;
    private static final long RESOLVE_BENEATH = 8;
    private static final long RESOLVE_IN_ROOT = 16;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_EXEC = 0x10;
    private static final int WNOHANG = 1;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_MANY = 64;
    // struct epoll_event is packed on x86 only
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int EPOLL_EVENT = PACKED ? 12 : 16;
    private static final int EPOLL_KEY = PACKED ? 4 : 8;

    private LinuxKernel() {}

    public static LinuxKernel get() {
        return INSTANCE;
    }

    void closeNumber(int number) {
        C.close(number); // never repeated: on Linux the number is free again even after EINTR
    }

    Fd own(long number) {
        return new Fd((int) number, this::closeNumber);
    }

    @Override
    public Fd open(String path, int flags, int mode) throws ErrnoException {
        return own(retry("open", path, () -> C.open(clean(path), flags | Linux.O_CLOEXEC, mode)));
    }

    @Override
    public int landlockAbi() {
        long abi = C.syscall(SYS_LANDLOCK_CREATE_RULESET, 0, null, LANDLOCK_CREATE_RULESET_VERSION);
        return (int) Math.max(0, abi); // ENOSYS or EOPNOTSUPP: not built in or not enabled
    }

    @Override
    public Fd openBeneath(Fd dir, String path, int flags, int mode) throws ErrnoException {
        return openAt(dir, path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
    }

    @Override
    public Fd openInRoot(Fd root, String path, int flags) throws ErrnoException {
        return openAt(root, path, flags, 0, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    }

    private Fd openAt(Fd dir, String path, int flags, int mode, long resolve) throws ErrnoException {
        Pointer how = Native.zeroed(24);
        how.putLong(0, (flags | Linux.O_CLOEXEC) & 0xffffffffL);
        how.putLong(8, (flags & Linux.O_CREAT) != 0 ? mode : 0);
        how.putLong(16, resolve);
        return own(retry("openat2", path, () -> C.syscall(SYS_OPENAT2, dir.number(), clean(path), how, 24)));
    }

    @Override
    public byte @Nullable [] xattr(Fd file, String name) throws ErrnoException {
        return Xattrs.get(file, name);
    }

    @Override
    public void setXattr(Fd file, String name, byte[] value) throws ErrnoException {
        Xattrs.set(file, name, value);
    }

    @Override
    public void removeXattr(Fd file, String name) throws ErrnoException {
        Xattrs.remove(file, name);
    }

    @Override
    public Fd dup(Fd fd) throws ErrnoException {
        return own(check(C.fcntl(fd.number(), F_DUPFD_CLOEXEC, 3), "fcntl", fd.toString()));
    }

    @Override
    public int read(Fd fd, byte[] buffer) throws ErrnoException {
        return (int) retry("read", fd.toString(), () -> C.read(fd.number(), buffer, buffer.length));
    }

    @Override
    public int pread(Fd fd, byte[] buffer, long offset) throws ErrnoException {
        return (int) retry("pread", fd.toString(), () -> C.pread(fd.number(), buffer, buffer.length, offset));
    }

    @Override
    public void write(Fd fd, byte[] data) throws ErrnoException {
        byte[] rest = data;
        while (true) {
            byte[] now = rest;
            int done = (int) retry("write", fd.toString(), () -> C.write(fd.number(), now, now.length));
            if (done >= now.length) {
                return;
            }
            rest = Arrays.copyOfRange(now, done, now.length);
        }
    }

    @Override
    public void mkdirAt(Fd dir, String name, int mode) throws ErrnoException {
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        check(C.mkdirat(dir.number(), clean(name), mode), "mkdirat", name);
    }

    @Override
    public void chownAt(Fd dir, String path, int uid, int gid) throws ErrnoException {
        int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        check(C.fchownat(dir.number(), clean(path), uid, gid, flags), "fchownat", path);
    }

    @Override
    public void mknod(String path, int mode, int major, int minor) throws ErrnoException {
        long device = minor & 0xffL | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12;
        check(C.mknod(clean(path), mode, device), "mknod", path);
    }

    @Override
    public void chown(String path, int uid, int gid) throws ErrnoException {
        check(C.fchownat(AT_FDCWD, clean(path), uid, gid, AT_SYMLINK_NOFOLLOW), "lchown", path);
    }

    @Override
    public void sync(Fd fd) throws ErrnoException {
        retry("fsync", fd.toString(), () -> C.fsync(fd.number()));
    }

    @Override
    public boolean flock(Fd fd, int operation) throws ErrnoException {
        try {
            retry("flock", fd.toString(), () -> C.flock(fd.number(), operation));
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public FsInfo statfs(String path) throws ErrnoException {
        Pointer s = Native.zeroed(128);
        retry("statfs", path, () -> C.statfs(clean(path), s));
        long block = s.getLong(8);
        return new FsInfo(s.getLong(0), s.getLong(16) * block, s.getLong(32) * block, s.getLong(48));
    }

    @Override
    public Fd socket(int domain, int type, int protocol) throws ErrnoException {
        return own(check(C.socket(domain, type | SOCK_CLOEXEC, protocol), "socket", "family " + domain));
    }

    @Override
    public FdPair socketPair(int type) throws ErrnoException {
        int[] pair = new int[2];
        check(C.socketpair(Linux.AF_UNIX, type | SOCK_CLOEXEC, 0, pair), "socketpair", "");
        return new FdPair(own(pair[0]), own(pair[1]));
    }

    @Override
    public void bindNetlink(Fd socket, int port, int groups) throws ErrnoException {
        ByteBuffer address = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        address.putShort(0, (short) Linux.AF_NETLINK).putInt(4, port).putInt(8, groups);
        check(C.bind(socket.number(), address.array(), 12), "bind", "netlink");
    }

    @Override
    public void setOption(Fd socket, int level, int option, int value) throws ErrnoException {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        check(C.setsockopt(socket.number(), level, option, bytes, 4), "setsockopt", level + "/" + option);
    }

    @Override
    public void receiveTimeout(Fd socket, Duration timeout) throws ErrnoException {
        ByteBuffer time = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        time.putLong(timeout.toSeconds()).putLong(timeout.toNanosPart() / 1000);
        check(
                C.setsockopt(socket.number(), Linux.SOL_SOCKET, SO_RCVTIMEO, time.array(), 16),
                "setsockopt",
                "SO_RCVTIMEO");
    }

    @Override
    public void send(Fd socket, byte[] data) throws ErrnoException {
        long sent = retry("send", socket.toString(), () -> C.send(socket.number(), data, data.length, MSG_NOSIGNAL));
        if (sent != data.length) {
            throw new ErrnoException("send", Errno.EMSGSIZE, socket.toString());
        }
    }

    @Override
    public int receive(Fd socket, byte[] buffer, int flags) throws ErrnoException {
        return (int) retry("recv", socket.toString(), () -> C.recv(socket.number(), buffer, buffer.length, flags));
    }

    @Override
    public void sendMessage(Fd socket, byte[] data, List<Fd> fds) throws ErrnoException {
        MessageBuffer message = MessageBuffer.outgoing(data, fds);
        retry("sendmsg", socket.toString(), () -> C.sendmsg(socket.number(), message.header(), MSG_NOSIGNAL));
    }

    @Override
    public Message receiveMessage(Fd socket, int maxBytes, int maxFds, int flags) throws ErrnoException {
        MessageBuffer message = MessageBuffer.incoming(maxBytes, maxFds);
        long length = retry(
                "recvmsg",
                socket.toString(),
                () -> C.recvmsg(socket.number(), message.header(), flags | MSG_CMSG_CLOEXEC));
        return message.received((int) length, this::closeNumber);
    }

    @Override
    public List<Ready> poll(List<Interest> interests, @Nullable Duration timeout) throws ErrnoException {
        Pointer entries = Native.zeroed(Math.max(1, interests.size()) * 8);
        for (int i = 0; i < interests.size(); i++) {
            entries.putInt(i * 8L, interests.get(i).fd().number());
            entries.putShort(i * 8L + 4, (short) interests.get(i).events());
        }
        if (pollUntil(entries, interests.size(), timeout) == 0) {
            return List.of();
        }
        List<Ready> ready = new ArrayList<>(interests.size());
        for (int i = 0; i < interests.size(); i++) {
            ready.add(new Ready(interests.get(i).fd(), entries.getShort(i * 8L + 6)));
        }
        return ready;
    }

    private static int pollUntil(Pointer entries, int count, @Nullable Duration timeout) throws ErrnoException {
        return Native.within("poll", timeout, millis -> C.poll(entries, count, millis));
    }

    @Override
    public Fd epoll() throws ErrnoException {
        return own(check(C.epoll_create1(Linux.O_CLOEXEC), "epoll_create1", ""));
    }

    @Override
    public void epollAdd(Fd epoll, Fd fd, int events, long key) throws ErrnoException {
        Pointer event = Native.zeroed(16);
        event.putInt(0, events);
        event.putLong(EPOLL_KEY, key);
        check(C.epoll_ctl(epoll.number(), EPOLL_CTL_ADD, fd.number(), event), "epoll_ctl", fd.toString());
    }

    @Override
    public void epollRemove(Fd epoll, Fd fd) throws ErrnoException {
        check(C.epoll_ctl(epoll.number(), EPOLL_CTL_DEL, fd.number(), Native.zeroed(16)), "epoll_ctl", fd.toString());
    }

    @Override
    public long[] epollWait(Fd epoll, @Nullable Duration timeout) throws ErrnoException {
        Pointer events = Native.zeroed(EPOLL_MANY * EPOLL_EVENT);
        int number = epoll.number();
        int ready = Native.within("epoll_wait", timeout, ms -> C.epoll_wait(number, events, EPOLL_MANY, ms));
        long[] keys = new long[ready];
        for (int i = 0; i < ready; i++) {
            keys[i] = events.getLong((long) i * EPOLL_EVENT + EPOLL_KEY);
        }
        return keys;
    }

    @Override
    public void terminalSize(Fd terminal, int rows, int columns) throws ErrnoException {
        Pointer size = Native.zeroed(8);
        size.putShort(0, (short) rows);
        size.putShort(2, (short) columns);
        check(C.ioctl(terminal.number(), TIOCSWINSZ, size), "ioctl", "TIOCSWINSZ");
    }

    @Override
    public Fd eventFd() throws ErrnoException {
        return own(check(C.eventfd(0, Linux.O_CLOEXEC | Linux.O_NONBLOCK), "eventfd", ""));
    }

    @Override
    public void signal(Fd eventFd) throws ErrnoException {
        write(
                eventFd,
                ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1).array());
    }

    @Override
    public void drain(Fd eventFd) throws ErrnoException {
        try {
            read(eventFd, new byte[8]);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EAGAIN) {
                throw e;
            }
        }
    }

    @Override
    public Fd pidfdOpen(int pid) throws ErrnoException {
        return own(check(C.pidfd_open(pid, 0), "pidfd_open", "pid " + pid));
    }

    @Override
    public void pidfdSignal(Fd pidfd, int signal) throws ErrnoException {
        check(C.pidfd_send_signal(pidfd.number(), signal, null, 0), "pidfd_send_signal", "signal " + signal);
    }

    @Override
    public void kill(int pid, int signal) throws ErrnoException {
        check(C.kill(pid, signal), "kill", "pid " + pid);
    }

    @Override
    public int spawn(Fd executable, List<String> argv, List<String> env, Fd socket) throws ErrnoException {
        return new Spawner().spawn(executable, argv, env, socket);
    }

    @Override
    public int waitPid(int pid, boolean block) throws ErrnoException {
        int[] status = new int[1];
        long who = retry("waitpid", "pid " + pid, () -> C.waitpid(pid, status, block ? 0 : WNOHANG));
        return who == 0 ? -1 : status[0];
    }

    @Override
    public Fd memFd(String name) throws ErrnoException {
        int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
        int fd = C.memfd_create(clean(name), flags | MFD_EXEC);
        if (fd < 0) {
            fd = check(C.memfd_create(clean(name), flags), "memfd_create", name); // before Linux 6.3: no MFD_EXEC
        }
        return own(fd);
    }

    @Override
    public void seal(Fd memFd, int seals) throws ErrnoException {
        check(C.fcntl(memFd.number(), F_ADD_SEALS, seals), "fcntl", "F_ADD_SEALS");
    }

    @Override
    public int seals(Fd file) throws ErrnoException {
        return check(C.fcntl(file.number(), F_GET_SEALS, 0), "fcntl", "F_GET_SEALS");
    }

    @Override
    public void setns(Fd namespace, int type) throws ErrnoException {
        check(C.setns(namespace.number(), type), "setns", Integer.toHexString(type));
    }

    @Override
    public void unshare(int flags) throws ErrnoException {
        check(C.unshare(flags), "unshare", Integer.toHexString(flags));
    }

    @Override
    public void mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data)
            throws ErrnoException {
        check(
                C.mount(cleanOrNull(source), clean(target), cleanOrNull(type), flags, cleanOrNull(data)),
                "mount",
                target);
    }

    private static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    @Override
    public void unmount(String target, int flags) throws ErrnoException {
        check(C.umount2(clean(target), flags), "umount2", target);
    }

    @Override
    public Fd cloneMounts(String path) throws ErrnoException {
        int flags = OPEN_TREE_CLONE | AT_RECURSIVE | Linux.O_CLOEXEC;
        return own(check(C.open_tree(AT_FDCWD, clean(path), flags), "open_tree", path));
    }

    @Override
    public Fd cloneMounts(Fd file) throws ErrnoException {
        int flags = OPEN_TREE_CLONE | AT_RECURSIVE | AT_EMPTY_PATH | Linux.O_CLOEXEC;
        return own(check(C.open_tree(file.number(), "", flags), "open_tree", file.toString()));
    }

    @Override
    public void setMounts(Fd tree, long attributes, long propagation, @Nullable Fd userNamespace)
            throws ErrnoException {
        Pointer attr = Native.zeroed(MOUNT_ATTR_SIZE);
        attr.putLong(0, attributes | (userNamespace == null ? 0 : MOUNT_ATTR_IDMAP));
        attr.putLong(16, propagation);
        attr.putLong(24, userNamespace == null ? 0 : userNamespace.number());
        int flags = AT_EMPTY_PATH | AT_RECURSIVE;
        check(C.mount_setattr(tree.number(), "", flags, attr, MOUNT_ATTR_SIZE), "mount_setattr", tree.toString());
    }

    @Override
    public void attachMounts(Fd mounts, String target) throws ErrnoException {
        int moved = C.move_mount(mounts.number(), "", AT_FDCWD, clean(target), MOVE_MOUNT_F_EMPTY_PATH);
        check(moved, "move_mount", target);
    }
}
