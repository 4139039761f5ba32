/*
 * stage: starts containers, runs commands in them, and watches them to their end.
 *
 * An interpreter of the operations in the table below; which ones, in which order and with which values is decided
 * in Java (org.darsena.runtime.stage). It reads requests from descriptor 3 (SOCK_SEQPACKET): one message each, a
 * flat list of operations, with descriptors attached, the first of which is that request's own reply socket.
 *
 *   stage ──fork──> monitor ──clone3──> child: becomes the container's first process (reaper or command)
 *
 * Monitor and child walk the same list at the same time, each taking its own operations, and meet at SYNC.
 *
 * Guarantees:
 *  - Single-threaded; one monitor per container or exec. Neither the helper's death nor this server's ends a monitor
 *    once GO was given. Before GO, the death of helper or monitor ends the child: nothing half-made stays behind,
 *    since all mounts are detached objects held by descriptors, or live in the child's own mount namespace.
 *  - Every failure is reported with operation, errno and what it was about; after a failure the child is dead.
 *  - What runs here is never a file somebody inside could reach: the helper starts it from a sealed memfd, and
 *    nothing before execve can be traced or opened through /proc: it is not dumpable, and its memory belongs to
 *    the initial user namespace, so even CAP_SYS_PTRACE inside does not help (CVE-2016-9962, CVE-2019-5736).
 *  - The command starts with descriptors 0, 1, 2 and no other, a working directory inside its root, its own session
 *    and keyring, default signals, and exactly the ids, capabilities, limits and filter of the plan.
 *  - Mount targets are opened below a mount we made (openat2, no symbolic links unless asked, never magic ones) and
 *    used by descriptor: no link in an image leads a mount or a mask elsewhere (CVE-2021-30465, CVE-2025-31133).
 *  - The console is drained whether or not anybody listens; a full disk loses log lines, never blocks the container.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Numbered from 1 as in OpCode.java (a test compares `stage --ops`): the monitor's, both's, the child's; RUN both's. */
#define OPS(X) X(CLONE) X(JOIN) X(PROC) X(TREE) X(OVERLAY) X(CGROUP) X(PIN) X(STATE) X(SYNC) \
    X(FS) X(NODE) X(ROOT) X(ATTACH) X(SUBTREE) X(ATTR) X(LINK) X(WRITE) X(UNSHARE) X(UTS) X(LOOPBACK) \
    X(RLIMIT) X(STDIO) X(USER) X(CAPS) X(SECCOMP) X(RUN)
#define NUMBER(name) OP_##name,
#define NAME(name) #name,
enum { OP_START, OPS(NUMBER) OP_COUNT };

enum { REQUEST_FD = 3, MAX_PLAN = 196608, MAX_FDS = 200, MAX_SLOTS = 200, MAX_SYNC = 100 };
enum { MSG_PREPARED = 1, MSG_STARTED, MSG_ERROR, MSG_EXITED, MSG_DONE, MSG_GO, MSG_SLOTS, MSG_PID, MSG_READY };
enum { RUN_REAPER = 1, RUN_WAIT_GO = 2, RUN_KEYRING = 4, STDIO_FDS = 1, STDIO_LOG, STDIO_CONSOLE, STDIO_TERMINAL };
enum { TREE_RECURSIVE = 1, TREE_IDMAP = 2, MAKE_DIR = 1, MAKE_FILE = 2, FOLLOW_LINKS = 4, IF_PRESENT = 8 };
enum { BENEATH = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };

struct msg {
    uint32_t kind;
    int32_t a, b, c;
    char text[112];
};
static char plan[MAX_PLAN];
static size_t plan_size;
static const char *arg, *arg_end, *next; /* what is left of the current operation's arguments; the next operation */
static uint32_t op;
static int op_index;
static int fds[MAX_FDS], nfds;      /* descriptors that came with the request */
static int slots[MAX_SLOTS];        /* mounts by the plan's numbers */
static int fresh[MAX_SYNC], nfresh; /* the monitor's, not yet passed to the child */
static bool in_child, synced, has_run, has_caps;
static int sync_fd = -1, reply_fd = -1, pidfd = -1, userns = -1, stdio[3], console = -1, from_reaper[2] = { -1, -1 };
static pid_t pid;
static int stdio_kind;
static uint32_t run_flags;
static const char *cwd;
static char **argv, **envp;
static struct sock_fprog filter;
static struct { int dir; uint32_t log_max; } state = { -1, 0 };
static struct { uint32_t uid, gid, umask, ngroups; gid_t groups[64]; } user;
static struct { uint64_t bounding, permitted, effective, inheritable, ambient; uint32_t bits, no_new_privs; } caps;

/* ---- messages and failure ---- */

static ssize_t send_msg(int sock, const struct msg *m, const int *pass, int n) {
    char space[CMSG_SPACE(sizeof(int) * MAX_SYNC)] = { 0 };
    struct iovec v = { (void *)m, sizeof *m };
    struct msghdr h = { .msg_iov = &v, .msg_iovlen = 1 };
    if (n > 0) {
        h.msg_control = space;
        h.msg_controllen = CMSG_SPACE(sizeof(int) * n);
        *CMSG_FIRSTHDR(&h) = (struct cmsghdr){ CMSG_LEN(sizeof(int) * n), SOL_SOCKET, SCM_RIGHTS };
        memcpy(CMSG_DATA(CMSG_FIRSTHDR(&h)), pass, sizeof(int) * n);
    }
    return TEMP_FAILURE_RETRY(sendmsg(sock, &h, MSG_NOSIGNAL));
}

static ssize_t recv_msg(int sock, void *data, size_t size, int *got, int max, int *n) {
    char space[CMSG_SPACE(sizeof(int) * MAX_FDS)];
    struct iovec v = { data, size };
    struct msghdr h = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = space,
                        .msg_controllen = CMSG_SPACE(sizeof(int) * max) };
    ssize_t r = TEMP_FAILURE_RETRY(recvmsg(sock, &h, MSG_CMSG_CLOEXEC));
    struct cmsghdr *c = r < 0 ? NULL : CMSG_FIRSTHDR(&h);
    *n = c ? (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int)) : 0; /* only SCM_RIGHTS can come: nothing else is on */
    if (c)
        memcpy(got, CMSG_DATA(c), sizeof(int) * *n);
    return r >= 0 && h.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ? (errno = EMSGSIZE, -1) : r;
}

/* The monitor's end after a failure: the child dies first, so when the helper hears of it nothing runs any more. */
static _Noreturn void give_up(const struct msg *m) {
    if (pidfd >= 0) {
        pidfd_send_signal(pidfd, SIGKILL, NULL, 0);
        waitid(P_PIDFD, pidfd, &(siginfo_t){ 0 }, WEXITED);
    }
    unlinkat(state.dir, ".exit.json", 0);
    send_msg(reply_fd, m, NULL, 0);
    _exit(1);
}

static _Noreturn void refuse(int error, const char *what) {
    struct msg m = { .kind = MSG_ERROR, .a = op_index, .b = error, .c = (int32_t)op };
    snprintf(m.text, sizeof m.text, "%s", what);
    if (!in_child)
        give_up(&m);
    send_msg(sync_fd, &m, NULL, 0);
    _exit(127);
}

static int need(long result, const char *what) {
    if (result < 0)
        refuse(errno, what);
    return (int)result;
}

/* ---- the plan: operations are {u32 code, u32 length, arguments}, all little-endian and unaligned ---- */

static void take(void *to, size_t n) {
    if ((size_t)(arg_end - arg) < n)
        refuse(EPROTO, "operation too short");
    memcpy(to, arg, n);
    arg += n;
}

static uint32_t u32(void) { uint32_t v; take(&v, sizeof v); return v; }
static uint64_t u64(void) { uint64_t v; take(&v, sizeof v); return v; }

static const char *str(void) {
    const char *s = arg, *end = memchr(arg, 0, (size_t)(arg_end - arg));
    if (!end)
        refuse(EPROTO, "string without end");
    arg = end + 1;
    return s;
}

static char **strings(uint32_t n) {
    char **v = calloc(n + 1ul, sizeof *v);
    for (uint32_t i = 0; v && i < n; i++)
        v[i] = (char *)str();
    return v;
}

static void fill(void *record, size_t size) {
    size_t n = (size_t)(arg_end - arg);
    take(record, n > size ? MAX_PLAN : n);
}

/* A descriptor of the request by its number; 0 (the reply socket) stands for "none". */
static int passed(void) {
    uint32_t i = u32();
    return i && i < (uint32_t)nfds ? fds[i] : -1;
}

static int *slot(void) {
    uint32_t i = u32();
    return i < MAX_SLOTS ? &slots[i] : (refuse(EPROTO, "no such slot"), NULL);
}

static void first_op(void) {
    next = plan;
    op_index = -1;
}

static bool next_op(void) {
    uint32_t head[2] = { 0 };
    arg = next, arg_end = plan + plan_size;
    if (arg == arg_end)
        return false;
    op_index++;
    take(head, sizeof head);
    op = head[0];
    if (!op || op >= OP_COUNT || head[1] > (size_t)(arg_end - arg))
        refuse(EPROTO, "not an operation");
    next = arg_end = arg + head[1];
    return true;
}

/* ---- files and mounts; descriptors are left open where everything is closed before execve or watch() anyway ---- */

static void write_to(int fd, const char *text, const char *what) {
    size_t n = strlen(text);
    if (need(write(need(fd, what), text, n), what) != (int)n)
        refuse(EIO, what);
}

static int open_in(int dir, const char *path, uint64_t flags, uint64_t resolve) {
    struct open_how how = { .flags = flags | O_CLOEXEC, .resolve = resolve | RESOLVE_NO_MAGICLINKS };
    return (int)syscall(SYS_openat2, dir, *path ? path : ".", &how, sizeof how);
}

/* Opens a place below a mount, making what is missing of it. What is made is not looked for along links. */
static int place(int dir, const char *path, uint32_t how) {
    int fd = open_in(dir, path, O_PATH, how & FOLLOW_LINKS ? RESOLVE_IN_ROOT : BENEATH), made;
    if (fd >= 0 || errno != ENOENT || !(how & (MAKE_DIR | MAKE_FILE)))
        return fd;
    char parent[PATH_MAX], *slash;
    snprintf(parent, sizeof parent, "%s", path);
    if ((slash = strrchr(parent, '/'))) {
        *slash = 0;
        path = slash + 1;
        dir = need(place(dir, parent, MAKE_DIR | (how & FOLLOW_LINKS)), parent);
    }
    if (how & MAKE_FILE)
        made = openat(dir, path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    else
        made = mkdirat(dir, path, 0755);
    return made < 0 ? made : open_in(dir, path, O_PATH, BENEATH);
}

static int clone_tree(int fd, const char *path, unsigned flags) {
    return open_tree(fd, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | flags);
}

static void move_to(int mount, int where, const char *what) {
    need(move_mount(mount, "", where, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH), what);
}

static void set_attr(int mount, uint64_t attr, uint32_t recursive, bool idmap) {
    struct mount_attr a = { .attr_set = attr, .propagation = MS_PRIVATE };
    if (idmap)
        a.attr_set |= MOUNT_ATTR_IDMAP, a.userns_fd = (uint64_t)userns;
    need(mount_setattr(mount, "", AT_EMPTY_PATH | recursive, &a, sizeof a), idmap ? "id-mapped mount" : "attributes");
}

static void set_fs(int fs, unsigned command, const char *key, const char *value) {
    char text[112];
    if (fsconfig(fs, command, key, value, 0) == 0)
        return;
    int error = errno;
    ssize_t n = read(fs, text, sizeof text - 1); /* the file system's own words, where it has some */
    text[n > 0 ? n : 0] = 0;
    refuse(error, n > 0 ? text : key ? key : "new file system");
}

/* Takes the options ("key=value" or "flag", ended by an empty one) and gives the detached mount. */
static int finish_fs(int fs, uint64_t attr) {
    for (const char *o; *(o = str());) {
        char *value = strchr(o, '=');
        if (value)
            *value++ = 0;
        set_fs(fs, value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG, o, value);
    }
    set_fs(fs, FSCONFIG_CMD_CREATE, NULL, NULL);
    return need(fsmount(fs, FSMOUNT_CLOEXEC, (unsigned)attr), "fsmount");
}

/*
 * Lower layers are id-mapped clones, attached nowhere. Before Linux 6.15 overlayfs takes only mounts of the caller's
 * namespace (EINVAL), so `own` has the monitor attach them in a mount namespace of its own; the upper directories
 * are then found again by name, since descriptors opened before belong to the old namespace.
 */
static int overlay(uint64_t attr, bool own, const int upper[2]) {
    char lower[PATH_MAX] = "", link[32], dir[2][PATH_MAX];
    for (int i = 0; i < 2; i++) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", upper[i]);
        strcpy(dir[i], link);
        if (own)
            dir[i][need(readlink(link, dir[i], PATH_MAX - 1), link)] = 0;
    }
    if (own) {
        need(unshare(CLONE_NEWNS), "mount namespace");
        need(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private");
    }
    int fs = need(fsopen("overlay", FSOPEN_CLOEXEC), "overlay");
    for (uint32_t n = u32(); n; n--) {
        int layer = *slot(), used = (int)strlen(lower);
        if (own) /* all on one spot: they are reached by descriptor */
            need(move_mount(layer, "", AT_FDCWD, "/sys", MOVE_MOUNT_F_EMPTY_PATH), "lower layer");
        snprintf(lower + used, sizeof lower - used, "%s/proc/self/fd/%d", used ? ":" : "", layer);
    }
    set_fs(fs, FSCONFIG_SET_STRING, "lowerdir", lower);
    set_fs(fs, FSCONFIG_SET_STRING, "upperdir", dir[0]);
    set_fs(fs, FSCONFIG_SET_STRING, "workdir", dir[1]);
    nfresh = 0; /* the layers are the overlay's now, nothing to pass on */
    return finish_fs(fs, attr);
}

/* ---- the monitor's operations ---- */

static int proc_open(const char *name, int flags) {
    char path[128];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    return need(open(path, flags | O_CLOEXEC), name);
}

static void pass_slots(void) {
    struct msg m = { .kind = MSG_SLOTS };
    int pass[MAX_SYNC];
    for (int i = 0; i < nfresh; i++) {
        m.text[i] = (char)fresh[i];
        pass[i] = slots[fresh[i]];
    }
    need(send_msg(sync_fd, &m, pass, nfresh), "child");
    nfresh = 0;
}

static void set_slot(int *s, int fd) {
    *s = fd;
    if (nfresh == MAX_SYNC)
        refuse(EPROTO, "too many mounts at once");
    fresh[nfresh++] = (int)(s - slots);
}

static void monitor_op(void) {
    char name[64], target[64];
    const char *text;
    int *s, fd;
    switch (op) {
    case OP_PROC: /* uid_map and gid_map before the first SYNC; oom_score_adj */
        text = str();
        write_to(proc_open(text, O_WRONLY), str(), text);
        break;
    case OP_TREE: {
        s = slot(), fd = passed();
        uint32_t flags = u32(), recursive = flags & TREE_RECURSIVE ? AT_RECURSIVE : 0;
        if (flags & TREE_IDMAP && userns < 0)
            userns = proc_open("ns/user", O_RDONLY);
        set_slot(s, need(clone_tree(fd, "", AT_EMPTY_PATH | recursive), "clone of tree"));
        set_attr(*s, u64(), recursive, flags & TREE_IDMAP);
        break;
    }
    case OP_OVERLAY: {
        s = slot();
        uint64_t attr = u64();
        bool own = u32();
        int upper = passed(), work = passed();
        set_slot(s, overlay(attr, own, (int[]){ upper, work }));
        break;
    }
    case OP_CGROUP: /* all in one burst: on v1 the first one waits for an RCU grace period, the next ones do not */
        snprintf(name, sizeof name, "%d", pid);
        write_to(passed(), name, "cgroup.procs");
        break;
    case OP_PIN: /* keeps a namespace without a process: a bind mount of it upon a file of the helper's */
        snprintf(target, sizeof target, "/proc/self/fd/%d", passed());
        snprintf(name, sizeof name, "/proc/%d/ns/%s", pid, str());
        need(mount(name, target, NULL, MS_BIND, NULL), name);
        break;
    case OP_STATE: state.dir = passed(), state.log_max = u32(); break;
    case OP_SYNC: pass_slots(); break;
    case OP_RUN: has_run = true, run_flags = u32(); break;
    }
}

/* ---- the child's operations ---- */

/* Waits for the monitor. Its death closes the socket: that ends us too, and whatever was made so far goes with us. */
static void meet(uint32_t kind) {
    struct msg m;
    int got[MAX_SYNC], n;
    if (recv_msg(sync_fd, &m, sizeof m, got, MAX_SYNC, &n) != sizeof m || m.kind != kind)
        _exit(125);
    for (int i = 0; i < n; i++)
        slots[(unsigned char)m.text[i]] = got[i];
}

static void set_ids(uint32_t uid, uint32_t gid, uint32_t n, const gid_t *groups) {
    need(setgroups(n, groups), "groups");
    need(setresgid(gid, gid, gid), "gid");
    need(setresuid(uid, uid, uid), "uid");
    need(prctl(PR_SET_DUMPABLE, 0), "dumpable"); /* a change of ids sets it to fs.suid_dumpable */
}

static void pivot(int root) {
    need(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private");
    need(move_mount(root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH), "root");
    need(fchdir(root), "root");
    need(syscall(SYS_pivot_root, ".", "."), "pivot_root"); /* the old root now lies upon the new one */
    need(umount2(".", MNT_DETACH), "old root");
    need(chdir("/"), "/");
}

/*
 * A terminal of the container's own devpts. The multiplexer is checked to be one, and the slave comes from the master
 * itself (TIOCGPTPEER), not by name: for exec, those inside had time to put something else there (CVE-2025-52565).
 */
static void open_terminal(int dev, int pts, int rows, int columns) {
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    struct statfs fs;
    console = need(open_in(pts, pts < 0 ? "/dev/pts/ptmx" : "ptmx", O_RDWR | O_NOCTTY, RESOLVE_NO_SYMLINKS), "ptmx");
    if (need(fstatfs(console, &fs), "ptmx") || fs.f_type != DEVPTS_SUPER_MAGIC)
        refuse(ENODEV, "/dev/pts/ptmx is no terminal multiplexer");
    need(ioctl(console, TIOCSPTLCK, &(int){ 0 }), "unlock terminal");
    need(ioctl(console, TIOCSWINSZ, &size), "terminal size");
    stdio[0] = stdio[1] = stdio[2] = need(ioctl(console, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), "terminal");
    if (dev >= 0)
        move_to(need(clone_tree(stdio[0], "", AT_EMPTY_PATH), "/dev/console"),
                need(place(dev, "console", MAKE_FILE), "/dev/console"), "/dev/console");
}

static void open_stdio(void) {
    int v[5] = { 0 }, p[2];
    fill(v, sizeof v);
    stdio_kind = v[0];
    if (stdio_kind == STDIO_FDS) {
        for (int i = 0; i < 3; i++)
            stdio[i] = fds[v[1 + i]];
    } else if (stdio_kind == STDIO_LOG) { /* made here, so that it belongs to an id the container knows */
        need(pipe2(p, O_CLOEXEC), "pipe");
        console = p[0];
        stdio[0] = need(openat(slots[v[1]], "null", O_RDONLY | O_CLOEXEC), "/dev/null");
        stdio[1] = stdio[2] = p[1];
    } else {
        open_terminal(slots[v[1]], slots[v[2]], v[3], v[4]);
    }
}

static void loopback_up(void) {
    struct ifreq r = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
    need(ioctl(need(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"), SIOCSIFFLAGS, &r), "lo");
}

static void child_op(void) {
    int *s, *at, fd;
    const char *text;
    uint64_t attr;
    uint32_t how;
    struct rlimit limit;
    switch (op) {
    case OP_SYNC:
        meet(MSG_SLOTS);
        if (!synced) /* the maps are written: we can be root of our namespace now */
            set_ids(0, 0, 0, NULL);
        synced = true;
        break;
    case OP_FS:
        s = slot(), attr = u64(), text = str();
        *s = finish_fs(need(fsopen(text, FSOPEN_CLOEXEC), text), attr);
        break;
    case OP_NODE: /* a device of the machine's /dev, while that can still be seen */
        s = slot(), text = str();
        *s = need(clone_tree(AT_FDCWD, text, 0), text);
        break;
    case OP_ROOT: pivot(*slot()); break;
    case OP_ATTACH:
        s = slot(), at = slot(), how = u32(), text = str();
        fd = place(*at, text, how);
        if (!(how & IF_PRESENT) || (fd < 0 ? errno != ENOENT : *s >= 0))
            move_to(*s, need(fd, text), text);
        break;
    case OP_SUBTREE: /* part of a mount as a mount of its own, for read-only islands; may be absent */
        s = slot(), at = slot(), attr = u64(), text = str();
        if ((fd = place(*at, text, 0)) >= 0 || errno != ENOENT) {
            *s = need(clone_tree(need(fd, text), "", AT_EMPTY_PATH), text);
            set_attr(*s, attr, 0, false);
        }
        break;
    case OP_ATTR:
        s = slot();
        set_attr(*s, u64(), 0, false);
        break;
    case OP_LINK: /* names only, in the root of a mount: nothing to be led astray by */
        at = slot(), text = str();
        need(strchr(text, '/') ? (errno = EINVAL, -1) : symlinkat(str(), *at, text), text);
        break;
    case OP_WRITE: /* sysctls, through our own /proc */
        at = slot(), text = str();
        write_to(open_in(*at, text, O_WRONLY, BENEATH | RESOLVE_NO_XDEV), str(), text);
        break;
    case OP_UNSHARE: /* the cgroup namespace, after the process stands in its cgroup: earlier it is rooted wrongly */
        need(unshare((int)u32()), "unshare");
        break;
    case OP_UTS:
        text = str();
        need(sethostname(text, strlen(text)), "hostname");
        text = str();
        need(setdomainname(text, strlen(text)), "domain name");
        break;
    case OP_LOOPBACK: loopback_up(); break;
    case OP_RLIMIT:
        how = u32(), limit.rlim_cur = u64(), limit.rlim_max = u64();
        need(setrlimit(how, &limit), str());
        break;
    case OP_STDIO: open_stdio(); break;
    case OP_USER: fill(&user, sizeof user); break;
    case OP_CAPS: fill(&caps, sizeof caps), has_caps = true; break;
    case OP_SECCOMP:
        filter.len = (unsigned short)((size_t)(arg_end - arg) / sizeof(struct sock_filter));
        filter.filter = (struct sock_filter *)arg;
        break;
    case OP_RUN:
        run_flags = u32(), cwd = str();
        uint32_t argc = u32(), envc = u32();
        argv = strings(argc);
        envp = strings(envc);
    }
}

/* ---- the child's last steps ---- */

static void load_filter(void) {
    if (filter.len)
        need(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "seccomp filter");
}

/* Gives up all that the plan does not grant. `only` narrows the capabilities further, for the reaper. */
static void drop(uint64_t only) {
    struct __user_cap_header_struct h = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct d[2];
    for (int c = 0; has_caps && c < 64 && prctl(PR_CAPBSET_READ, c) >= 0; c++)
        if (!(caps.bounding & only & 1ull << c))
            need(prctl(PR_CAPBSET_DROP, c), "bounding set");
    if (caps.bits)
        need(prctl(PR_SET_SECUREBITS, caps.bits), "securebits");
    need(prctl(PR_SET_KEEPCAPS, 1), "keepcaps");
    set_ids(user.uid, user.gid, user.ngroups, user.groups);
    for (int i = 0; i < 2; i++) {
        d[i].effective = (uint32_t)((caps.effective & only) >> 32 * i);
        d[i].permitted = (uint32_t)((caps.permitted & only) >> 32 * i);
        d[i].inheritable = (uint32_t)((caps.inheritable & only) >> 32 * i);
    }
    if (has_caps)
        need(syscall(SYS_capset, &h, d), "capabilities");
    need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities");
    for (int c = 0; c < 64; c++)
        if (caps.ambient & only & 1ull << c)
            need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c, 0, 0), "ambient capability");
    if (caps.no_new_privs)
        need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

/*
 * The container's pid 1: hands signals on, buries the dead, ends with the command's status. It keeps one descriptor,
 * the write end of a pipe to its monitor, and of the capabilities only CAP_KILL (to signal a command that changed its
 * user). Signals are blocked and fetched: blocked ones reach even a pid 1 without handlers.
 */
static _Noreturn void reap(pid_t command, const sigset_t *all) {
    int status;
    need(dup2(from_reaper[1], 0), "pipe");
    close_range(1, ~0u, 0);
    prctl(PR_SET_NAME, "darsena-init");
    drop(1ull << CAP_KILL);
    load_filter();
    for (;;) {
        int signal = sigwaitinfo(all, NULL);
        if (signal > 0 && signal != SIGCHLD && signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU)
            kill(command, signal);
        for (pid_t dead; (dead = waitpid(-1, &status, WNOHANG)) > 0;)
            if (dead == command) {
                ssize_t told = write(0, &status, sizeof status); /* in vain if the monitor is gone: nobody will ask */
                _exit(told < 0 ? 126 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
            }
    }
}

static _Noreturn void run(void) {
    char where[PATH_MAX];
    for (int i = 0; i < 3; i++) /* first away from 0..2, lest one dup2 overwrites the next one's source */
        stdio[i] = need(fcntl(stdio[i], F_DUPFD_CLOEXEC, 10), "standard descriptors");
    for (int i = 0; i < 3; i++)
        need(dup2(stdio[i], i), "standard descriptors");
    need(setsid(), "session");
    if (stdio_kind != STDIO_FDS) /* so that the user can open /dev/stdout and /dev/tty again */
        need(fchown(1, user.uid, (gid_t)-1), "standard output");
    if (stdio_kind >= STDIO_CONSOLE)
        need(ioctl(0, TIOCSCTTY, 0), "controlling terminal");
    umask(user.umask);
    if (!caps.no_new_privs) /* then loading wants CAP_SYS_ADMIN, which drop() takes away */
        load_filter();
    drop(~0ull);
    need(chdir(cwd), cwd);
    if (syscall(SYS_getcwd, where, sizeof where) < 0 || *where != '/') /* CVE-2024-21626: outside of the root */
        refuse(ENOENT, cwd);
    sync_fd = need(dup3(sync_fd, 3, O_CLOEXEC), "socket");
    need(close_range(4, ~0u, 0), "close all");
    sigprocmask(SIG_SETMASK, &(sigset_t){ 0 }, NULL);
    if (caps.no_new_privs)
        load_filter();
    environ = envp; /* for the search along PATH */
    refuse(execvpe(argv[0], argv, envp) < 0 ? errno : 0, argv[0]); /* success closes the socket instead */
}

static _Noreturn void child(void) {
    sigset_t all;
    in_child = true;
    close(reply_fd);
    for (first_op(); next_op();)
        if (op > OP_SYNC && !synced)
            refuse(EPROTO, "before the first SYNC");
        else if (op >= OP_SYNC)
            child_op();
    while (!argv || !argv[0])
        pause(); /* only namespaces were wanted: the monitor pins them and kills us */
    if (run_flags & RUN_KEYRING && syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 && errno != ENOSYS)
        refuse(errno, "session keyring");
    need(send_msg(sync_fd, &(struct msg){ MSG_READY, stdio_kind, 0, 0, "" }, &console, console >= 0), "monitor");
    meet(MSG_GO);
    if (console >= 0)
        close(console); /* the master is the monitor's, or nobody would ever be hung up */
    if (run_flags & RUN_REAPER) {
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, NULL); /* before the fork, so that no signal is missed */
        pid_t command = need(fork(), "fork");
        if (command)
            reap(command, &all);
    }
    run();
}

/* ---- the monitor ---- */

/* Joins namespaces in a process in between, since the monitor must stay outside; its child becomes the monitor's. */
static _Noreturn void join_and_clone(struct clone_args *a) {
    in_child = true;
    for (first_op(); next_op();)
        if (op == OP_JOIN) {
            int ns = passed();
            need(setns(ns, (int)u32()), "setns");
        }
    a->flags = (a->flags & ~(uint64_t)(CLONE_INTO_CGROUP | CLONE_PIDFD)) | CLONE_PARENT;
    a->exit_signal = 0; /* CLONE_PARENT inherits ours */
    struct msg m = { .kind = MSG_PID, .a = need(syscall(SYS_clone3, a, sizeof *a), "clone3") };
    if (m.a == 0)
        child();
    send_msg(sync_fd, &m, NULL, 0);
    _exit(0);
}

/* Waits for the child's next word; its error is handed on, and the helper's death gives up (all this is before GO). */
static int await(struct msg *m, uint32_t kind, int *got) {
    struct pollfd p[2] = { { sync_fd, POLLIN, 0 }, { reply_fd, 0, 0 } };
    int n;
    TEMP_FAILURE_RETRY(poll(p, 2, -1));
    if (!p[0].revents)
        refuse(ECANCELED, "the helper is gone");
    ssize_t r = recv_msg(sync_fd, m, sizeof *m, got, 1, &n);
    if (r == sizeof *m && m->kind == MSG_ERROR)
        give_up(m);
    if (r != sizeof *m || m->kind != kind)
        refuse(ECHILD, "the child ended early");
    return n;
}

static void spawn(void) {
    struct clone_args a = { .flags = CLONE_PIDFD, .pidfd = (uintptr_t)&pidfd, .exit_signal = SIGCHLD };
    struct msg m;
    int pair[2], joins = 0, cgroup;
    need(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
    for (first_op(); next_op();)
        if (op == OP_CLONE) {
            a.flags |= u32();
            if ((cgroup = passed()) >= 0)
                a.flags |= CLONE_INTO_CGROUP, a.cgroup = (uint64_t)cgroup;
        } else if (op == OP_RUN && u32() & RUN_REAPER) {
            need(pipe2(from_reaper, O_CLOEXEC), "pipe");
        } else {
            joins += op == OP_JOIN;
        }
    struct clone_args between = { .flags = a.flags & CLONE_INTO_CGROUP, .cgroup = a.cgroup, .exit_signal = SIGCHLD };
    sync_fd = pair[1]; /* the child's view */
    pid = (pid_t)syscall(SYS_clone3, joins ? &between : &a, sizeof a);
    if (pid == 0) {
        close(pair[0]);
        if (joins)
            join_and_clone(&a);
        child();
    }
    sync_fd = pair[0];
    need(pid, "clone3");
    close(pair[1]);
    if (joins) {
        await(&m, MSG_PID, &cgroup);
        waitpid(pid, NULL, 0);
        pid = m.a;
        pidfd = need(pidfd_open(pid, 0), "pidfd");
    }
}

static void log_write(const char *data, size_t n) {
    static int fd = -1;
    static off_t size;
    if (fd >= 0 && size + (off_t)n > state.log_max) {
        close(fd);
        fd = -1;
        renameat(state.dir, "console.log", state.dir, "console.log.1");
    }
    if (fd < 0) {
        fd = openat(state.dir, "console.log", O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        size = lseek(fd, 0, SEEK_END);
    }
    ssize_t done = write(fd, data, n); /* a full disk loses lines: the container must go on */
    size += done > 0 ? done : 0;
}

/* At most `rounds` reads, so that a flood cannot keep us from seeing the container's end. */
static void drain(int rounds) {
    static char data[65536];
    while (console >= 0 && rounds--) {
        ssize_t n = read(console, data, sizeof data);
        if (n < 0 && errno == EAGAIN)
            return;
        if (n > 0)
            log_write(data, (size_t)n);
        else
            close(console), console = -1;
    }
}

static void report_exit(int note) {
    siginfo_t end = { 0 };
    struct msg m = { .kind = MSG_EXITED };
    char text[128];
    int status, n;
    struct timespec now;
    TEMP_FAILURE_RETRY(waitid(P_PIDFD, pidfd, &end, WEXITED));
    m.b = end.si_code == CLD_EXITED ? 0 : end.si_status;
    m.a = m.b ? 128 + m.b : end.si_status;
    if (read(from_reaper[0], &status, sizeof status) == sizeof status && WIFSIGNALED(status))
        m.b = WTERMSIG(status); /* the command's own end, where the reaper lived to tell */
    clock_gettime(CLOCK_REALTIME, &now);
    n = snprintf(text, sizeof text, "{\"code\":%d,\"signal\":%d,\"time\":%lld}\n", m.a, m.b,
                 (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    if (note >= 0 && (pwrite(note, text, (size_t)n, 0) != n || ftruncate(note, n) < 0 ||
                      renameat(state.dir, ".exit.json", state.dir, "exit.json") < 0))
        snprintf(m.text, sizeof m.text, "exit.json: %s", strerror(errno));
    send_msg(reply_fd, &m, NULL, 0);
    /* Whole for every reader since the rename; the disk, which only a power cut asks about, must not cost latency. */
    fsync(note);
    fsync(state.dir);
}

static void watch(int note, int slave) {
    int keep[] = { reply_fd, pidfd, console, from_reaper[0], state.dir, note, slave };
    for (int fd = 0, i; fd < 1024; fd++) {
        for (i = 0; i < 7 && keep[i] != fd; i++)
            ;
        if (i == 7)
            close(fd);
    }
    for (struct pollfd p[2] = { { pidfd, POLLIN, 0 }, { console, POLLIN, 0 } }; !p[0].revents; p[1].fd = console)
        if (poll(p, 2, -1) > 0)
            drain(16);
    drain(INT_MAX);
    report_exit(note);
}

static _Noreturn void monitor(void) {
    struct msg m = { 0 };
    int note = -1, got = -1, slave = -1;
    uint32_t go = 0;
    reply_fd = fds[0];
    memset(slots, -1, sizeof slots);
    setsid();
    signal(SIGCHLD, SIG_DFL);
    spawn();
    for (first_op(); next_op();)
        monitor_op();
    if (!has_run)
        give_up(&(struct msg){ .kind = MSG_DONE });
    if (state.dir >= 0) { /* its blocks are taken now: a disk filled by the container cannot lose its exit status */
        note = openat(state.dir, ".exit.json", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        need(write(need(note, "exit.json"), m.text, sizeof m.text), "exit.json");
    }
    await(&m, MSG_READY, &got);
    bool hand_over = m.a == STDIO_TERMINAL;
    if (!hand_over && (console = got) >= 0)
        need(fcntl(console, F_SETFL, O_NONBLOCK), "console");
    if (m.a == STDIO_CONSOLE) /* our own end: without one, a console nobody has open reads as an error */
        slave = need(ioctl(console, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), "console");
    m = (struct msg){ .kind = MSG_PREPARED, .a = pid, .b = getpid() };
    need(send_msg(reply_fd, &m, (int[]){ pidfd, got }, 1 + hand_over), "the helper is gone");
    if (run_flags & RUN_WAIT_GO && (recv(reply_fd, &go, sizeof go, 0) != sizeof go || go != MSG_GO))
        refuse(ECANCELED, "not wanted any more");
    need(send_msg(sync_fd, &(struct msg){ .kind = MSG_GO }, NULL, 0), "child");
    close(from_reaper[1]);
    /* From here the helper's death changes nothing. The socket ends without a word when execve closes it. */
    while (recv(sync_fd, &m, sizeof m, 0) == sizeof m)
        give_up(&m);
    send_msg(reply_fd, &(struct msg){ .kind = MSG_STARTED, .a = pid }, NULL, 0);
    watch(note, slave);
    _exit(0);
}

int main(int argc, char **args) {
    static const char *const names[] = { OPS(NAME) };
    if (argc == 2 && !strcmp(args[1], "--ops")) {
        for (int i = 1; i < OP_COUNT; i++)
            printf("%d %s\n", i, names[i - 1]);
        return 0;
    }
    prctl(PR_SET_DUMPABLE, 0);
    close_range(REQUEST_FD + 1, ~0u, 0);
    dup2(0, 2); /* monitors outlive the helper and must not hold its error stream */
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        ssize_t size = recv_msg(REQUEST_FD, plan, sizeof plan, fds, MAX_FDS, &nfds);
        if (size <= 0)
            return size < 0;
        plan_size = (size_t)size;
        pid_t p = nfds ? fork() : 1;
        if (p == 0) {
            close(REQUEST_FD);
            monitor();
        }
        if (p < 0)
            send_msg(fds[0], &(struct msg){ MSG_ERROR, -1, errno, 0, "fork" }, NULL, 0);
        while (nfds)
            close(fds[--nfds]);
    }
}
