/*
 * stage: starts containers, runs commands in them, and watches them to their end.
 *
 * An interpreter of the operations in stage.h's table; which ones, in which order and with which values is decided
 * in Java (org.darsena.runtime.stage). It reads requests from descriptor 3 (SOCK_SEQPACKET): one message each, a
 * flat list of operations, with descriptors attached, the first of which is that request's own reply socket.
 *
 *   stage --fork--> monitor --clone3--> child: becomes the container's first process (its reaper, or the command)
 *
 * Monitor and child walk the same list at the same time, each taking its own operations, and meet at SYNC.
 * Guarantees:
 *  - Single-threaded; one monitor per container or exec, which after GO outlives helper and server. Before GO the
 *    death of helper or monitor ends the child, and nothing half-made stays behind: all mounts are detached objects
 *    held by descriptors, or live in the child's own mount namespace.
 *  - Every failure is reported with operation, errno and what it was about; after a failure the child is dead.
 *  - What runs here is no file somebody inside could reach: the helper starts it from a sealed memfd. Nothing before
 *    execve can be traced or opened through /proc: it is not dumpable, and its memory belongs to the initial user
 *    namespace, so even CAP_SYS_PTRACE inside does not help (CVE-2016-9962, CVE-2019-5736).
 *  - The command starts with descriptors 0, 1, 2 and no other, a working directory inside its root, its own session
 *    and keyring, default signals, and exactly the ids, capabilities, limits and filter of the plan (rights.c).
 *  - Mount targets are opened below a mount we made (openat2, no symbolic links unless asked, never magic ones) and
 *    used by descriptor: no link in an image leads a mount or a mask elsewhere (CVE-2021-30465, CVE-2025-31133).
 *  - The console is drained whether or not anybody listens; a full disk loses log lines, never blocks a container.
 */
#define _GNU_SOURCE
#include "stage.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <linux/magic.h>
#include <linux/sched.h>
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

#define NAME(name, arguments) #name,
#define ARGUMENTS(name, arguments) arguments,
static const char *const op_names[] = { "", OPS(NAME) }, *const op_arguments[] = { "", OPS(ARGUMENTS) };
enum { REQUEST_FD = 3, MAX_PLAN = 196608, MAX_FDS = 200, MAX_SLOTS = 200, MAX_SYNC = 100 };
enum { MSG_PREPARED = 1, MSG_STARTED, MSG_ERROR, MSG_EXITED, MSG_DONE, MSG_GO, MSG_SLOTS, MSG_PID, MSG_READY };
enum { RUN_REAPER = 1, RUN_WAIT_GO = 2, STDIO_FDS = 1, STDIO_LOG, STDIO_CONSOLE, STDIO_TERMINAL };
enum { TREE_ALIKE = 1, TREE_IDMAP = 2, TREE_AS_IS = 4, MAKE_DIR = 1, MAKE_FILE = 2, FOLLOW_LINKS = 4, IF_PRESENT = 8 };
enum { IF_ALIKE = 16, PROPAGATION = MS_PRIVATE | MS_SLAVE | MS_SHARED | MS_UNBINDABLE };
enum { MSG_CLONED = 10, MSG_CGROUPS };

struct msg { uint32_t kind; int32_t a, b, c; char text[112]; };

static char plan[MAX_PLAN];
static ssize_t plan_size;
static int fds[MAX_FDS], nfds;           /* descriptors that came with the request */
static const char *next, *cwd;           /* the next operation */
static int op_index, *s[2];
const char *arg, *arg_end, *t[2];
uint32_t op, u[3];
uint64_t q[2];
int f[3];
static int slots[MAX_SLOTS];             /* mounts by the plan's numbers; 0 is none */
static int fresh[MAX_SYNC], nfresh;      /* the monitor's, not yet passed to the child */
static bool in_child, synced;
static int sync_fd = -1, reply_fd = -1, pidfd = -1, userns = -1, state_dir = -1, console = -1, mounts = -1, stdio[3];
static int pid, stdio_kind, run_flags = -1, log_max;
static char **argv, **envp;

static ssize_t send_msg(int sock, const struct msg *m, const int *pass, int n) {
    char space[CMSG_SPACE(sizeof(int) * MAX_SYNC)] = { 0 };
    struct iovec v = { (void *)m, sizeof *m };
    struct msghdr h = { NULL, 0, &v, 1, n ? space : NULL, n ? CMSG_SPACE(sizeof(int) * n) : 0, 0 };
    if (n) {
        *CMSG_FIRSTHDR(&h) = (struct cmsghdr){ CMSG_LEN(sizeof(int) * n), SOL_SOCKET, SCM_RIGHTS };
        memcpy(CMSG_DATA(CMSG_FIRSTHDR(&h)), pass, sizeof(int) * n);
    }
    return TEMP_FAILURE_RETRY(sendmsg(sock, &h, MSG_NOSIGNAL));
}

static ssize_t recv_msg(int sock, void *data, size_t size, int *got, int max, int *n) {
    char space[CMSG_SPACE(sizeof(int) * MAX_FDS)];
    struct iovec v = { data, size };
    struct msghdr h = { NULL, 0, &v, 1, space, CMSG_SPACE(sizeof(int) * max), 0 };
    ssize_t r; /* reset means that the other side ended with our last word unread: its own is still to come */
    do r = recvmsg(sock, &h, MSG_CMSG_CLOEXEC); while (r < 0 && (errno == EINTR || errno == ECONNRESET));
    struct cmsghdr *c = r < 0 ? NULL : CMSG_FIRSTHDR(&h); /* only SCM_RIGHTS can come: nothing else was asked for */
    *n = c ? (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int)) : 0;
    if (c) memcpy(got, CMSG_DATA(c), sizeof(int) * *n);
    return r >= 0 && h.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ? (errno = EMSGSIZE, -1) : r;
}

/* The monitor's end after a failure: the child dies first, so when the helper hears of it nothing runs any more. */
static _Noreturn void give_up(const struct msg *m) {
    if (pidfd >= 0 && pidfd_send_signal(pidfd, SIGKILL, NULL, 0) == 0)
        waitid(P_PIDFD, pidfd, &(siginfo_t){ 0 }, WEXITED);
    unlinkat(state_dir, ".exit.json", 0);
    send_msg(reply_fd, m, NULL, 0);
    _exit(1);
}

_Noreturn void refuse(int error, const char *what) {
    struct msg m = { .kind = MSG_ERROR, .a = op_index, .b = error, .c = (int32_t)op }, cause = { 0 };
    snprintf(m.text, sizeof m.text, "%s", what);
    for (int i = 0; !in_child && i < 2; i++) recv(sync_fd, &cause, sizeof cause, MSG_DONTWAIT); /* 1st may be a reset */
    if (!in_child) give_up(cause.kind == MSG_ERROR ? &cause : &m); /* the child's own trouble explains ours with it */
    send_msg(sync_fd, &m, NULL, 0);
    _exit(127);
}

int need(long result, const char *what) { return result < 0 ? (refuse(errno, what), -1) : (int)result; }

/* The plan: operations are {u32 code, u32 length, arguments}, all little-endian and unaligned. */

void take(void *to, size_t n) {
    if ((size_t)(arg_end - arg) < n) refuse(EPROTO, "operation too short");
    memcpy(to, arg, n);
    arg += n;
}

static uint32_t u32(void) { uint32_t v; take(&v, sizeof v); return v; }
uint64_t u64(void) { uint64_t v; take(&v, sizeof v); return v; }
const char *str(void) {
    const char *start = arg, *end = memchr(arg, 0, (size_t)(arg_end - arg));
    if (!end) refuse(EPROTO, "string without end");
    return arg = end + 1, start;
}

static char **strings(uint32_t n) {
    char **v = calloc(n + 1ul, sizeof *v);
    for (uint32_t i = 0; v && i < n; i++) v[i] = (char *)str();
    return v;
}

static void first_op(void) { next = plan, op_index = -1; }
static bool next_op(void) {
    uint32_t head[2] = { 0 }, i;
    arg = next, arg_end = plan + plan_size;
    if (arg == arg_end) return false;
    op_index++;
    take(head, sizeof head);
    if (!head[0] || head[0] >= OP_COUNT || head[1] > (size_t)(arg_end - arg)) refuse(EPROTO, "not an operation");
    op = head[0], next = arg_end = arg + head[1];
    int n[128] = { 0 };
    for (const char *kind = op_arguments[op]; *kind; kind++)
        switch (*kind) {
        case 's': s[n['s']++] = &slots[u32() % MAX_SLOTS]; break;
        case 'f': f[n['f']++] = (i = u32() % (uint32_t)nfds) ? fds[i] : -1; break; /* 0, the reply socket, is none */
        case 'u': u[n['u']++] = u32(); break;
        case 'q': q[n['q']++] = u64(); break;
        case 't': t[n['t']++] = str(); break;
        }
    return true;
}

/* Files and mounts. Descriptors are left open where all are closed before execve or in watch() anyway. */

void write_to(int fd, const char *text, const char *what) {
    if (need(write(need(fd, what), text, strlen(text)), what) != (int)strlen(text)) refuse(EIO, what);
}

int open_in(int dir, const char *path, uint64_t flags, uint64_t resolve) {
    struct open_how how = { .flags = flags | O_CLOEXEC, .resolve = resolve | RESOLVE_NO_MAGICLINKS };
    return (int)syscall(SYS_openat2, dir, *path ? path : ".", &how, sizeof how);
}

/* Opens a place below a mount, making what is missing of it. What is made is not looked for along links. */
static int place(int dir, const char *path, uint32_t how) {
    uint64_t resolve = how & FOLLOW_LINKS ? RESOLVE_IN_ROOT : BENEATH;
    char so_far[PATH_MAX], *name = so_far, *slash;
    int at = dir, fd = open_in(dir, path, O_PATH, resolve);
    if (fd >= 0 || errno != ENOENT || !(how & (MAKE_DIR | MAKE_FILE))) return fd;
    snprintf(so_far, sizeof so_far, "%s", path);
    for (;; at = fd, *slash = '/', name = slash + 1) {
        if ((slash = strchr(name, '/'))) *slash = 0;
        if ((fd = open_in(dir, so_far, O_PATH, resolve)) < 0 && errno == ENOENT &&
            (slash || how & MAKE_DIR ? mkdirat(at, name, 0755) : mknodat(at, name, S_IFREG | 0644, 0)) == 0)
            fd = open_in(at, name, O_PATH, BENEATH);
        if (fd < 0 || !slash) return fd;
    }
}

static int clone_tree(int fd, const char *path, int flags) {
    return need(open_tree(fd, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (unsigned)flags), *path ? path : "tree");
}

static bool is_dir(int fd) {
    struct stat st;
    return need(fstat(fd, &st), "stat") == 0 && S_ISDIR(st.st_mode);
}

static void move_to(int mount, int where, const char *what) {
    need(where, what);
    need(move_mount(mount, "", where, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH), what);
}

static void set_attr(int mount, uint64_t attr, int recursive, bool idmap, uint64_t propagation) {
    struct mount_attr a = { .attr_set = attr, .propagation = propagation };
    if (idmap) a.attr_set |= MOUNT_ATTR_IDMAP, a.userns_fd = (uint64_t)userns;
    recursive |= AT_EMPTY_PATH;
    need(mount_setattr(mount, "", (unsigned)recursive, &a, sizeof a), idmap ? "id-mapped mount" : "attributes");
}

static void set_fs(int fs, unsigned command, const char *key, const char *value) {
    char text[112];
    if (fsconfig(fs, command, key, value, 0) == 0) return;
    int error = errno;
    ssize_t n = read(fs, text, sizeof text - 1); /* the file system's own words, where it has some */
    text[n > 0 ? n : 0] = 0;
    refuse(error, n > 0 ? text : key ? key : "new file system");
}

/* Takes the options ("key=value" or "flag", ended by an empty one) and gives the detached mount. */
static int finish_fs(int fs, uint64_t attr) {
    for (const char *o; *(o = str());) {
        char *value = strchr(o, '=');
        if (value) *value++ = 0;
        set_fs(fs, value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG, o, value);
    }
    set_fs(fs, FSCONFIG_CMD_CREATE, NULL, NULL);
    return need(fsmount(fs, FSMOUNT_CLOEXEC, (unsigned)attr), "fsmount");
}

/* Lower layers are id-mapped clones, attached nowhere. Before Linux 6.15 overlayfs takes only mounts of the caller's
 * namespace (EINVAL), so `own` has the monitor attach them in a mount namespace of its own. */
static int overlay(uint64_t attr, bool own) {
    char lower[256] = ""; /* more fsconfig does not take: hence names relative to /proc/self/fd */
    int fs = need(chdir("/proc/self/fd") ? -1 : fsopen("overlay", FSOPEN_CLOEXEC), "overlay");
    if (own) need(unshare(CLONE_NEWNS) ? -1 : mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "own namespace");
    for (uint32_t n = u32(); n; n--, nfresh -= nfresh > 0) { /* layers become the overlay's: nothing to pass on */
        int layer = slots[u32() % MAX_SLOTS], used = (int)strlen(lower);
        if (own) /* all on one spot: they are reached by descriptor */
            need(move_mount(layer, "", AT_FDCWD, "/sys", MOVE_MOUNT_F_EMPTY_PATH), "lower layer");
        snprintf(lower + used, sizeof lower - used, "%s%d", used ? ":" : "", layer);
    }
    set_fs(fs, FSCONFIG_SET_STRING, "lowerdir", lower);
    return finish_fs(fs, attr);
}

/* Waits for the child's next word; its error is handed on, and the helper's death gives up (all this is before GO). */
static void await(struct msg *m, uint32_t kind, int *got) {
    struct pollfd p[2] = { { sync_fd, POLLIN, 0 }, { reply_fd, 0, 0 } };
    int n;
    if (TEMP_FAILURE_RETRY(poll(p, 2, -1)) > 0 && !p[0].revents) refuse(ECANCELED, "the helper is gone");
    ssize_t r = recv_msg(sync_fd, m, sizeof *m, got, 1, &n);
    if (r == sizeof *m && m->kind == MSG_ERROR) give_up(m);
    if (r != sizeof *m || m->kind != kind) refuse(ECHILD, "the child ended early");
}

static void set_slot(int fd) { *s[0] = fd, fresh[nfresh++ % MAX_SYNC] = (int)(s[0] - slots); }
static void monitor_op(void) {
    struct msg m = { .kind = MSG_SLOTS };
    char name[64], target[64];
    int n = 1, pass[MAX_SYNC] = { f[0] }, below = u[0] & TREE_ALIKE ? AT_RECURSIVE : 0;
    switch (op) {
    case OP_PROC:
        snprintf(name, sizeof name, "/proc/%d/%s", pid, t[0]);
        write_to(open(name, O_WRONLY | O_CLOEXEC), t[1], name);
        break;
    case OP_TREE:
        snprintf(name, sizeof name, "/proc/%d/ns/user", pid);
        if (u[0] & TREE_IDMAP && userns < 0) userns = need(open(name, O_RDONLY | O_CLOEXEC), name);
        set_slot(clone_tree(f[0], "", AT_EMPTY_PATH | (u[0] & TREE_AS_IS ? AT_RECURSIVE : below)));
        set_attr(*s[0], q[0], below, u[0] & TREE_IDMAP, u[0] & PROPAGATION);
        break;
    case OP_OVERLAY: set_slot(overlay(q[0], u[0])); break;
    case OP_CGROUP: /* all in one burst: on v1 the first one waits for an RCU grace period, the next ones do not */
        if (f[0] < 0 && (recv_msg(reply_fd, &m, sizeof m, pass, MAX_SYNC, &n) < 4 || m.kind != MSG_CGROUPS))
            refuse(ECANCELED, "not wanted any more");
        snprintf(name, sizeof name, "%d", pid);
        while (n) write_to(pass[--n], name, "cgroup.procs");
        break;
    case OP_PIN: /* keeps a namespace without a process: a bind mount of it upon a file of the helper's */
        snprintf(target, sizeof target, "/proc/self/fd/%d", f[0]);
        snprintf(name, sizeof name, "/proc/%d/ns/%s", pid, t[0]);
        need(mount(name, target, NULL, MS_BIND, NULL), name);
        break;
    case OP_STATE: state_dir = f[0], log_max = (int)u[0]; break;
    case OP_SYNC:
        if (nfresh > MAX_SYNC) refuse(EPROTO, "too many mounts");
        for (int i = 0; i < nfresh; i++) pass[i] = slots[(unsigned char)(m.text[i] = (char)fresh[i])];
        if (send_msg(sync_fd, &m, pass, nfresh) < 0) await(&m, MSG_READY, pass); /* to hear why it died */
        nfresh = 0;
        break;
    case OP_RUN: run_flags = (int)u[0]; break;
    }
}

/* Waits for the monitor. Its death closes the socket: that ends us too, and whatever was made so far goes with us. */
static void meet(uint32_t kind) {
    struct msg m;
    int got[MAX_SYNC], n;
    if (recv_msg(sync_fd, &m, sizeof m, got, MAX_SYNC, &n) != sizeof m || m.kind != kind) _exit(125);
    for (int i = 0; i < n; i++) slots[(unsigned char)m.text[i]] = got[i];
}

/* A terminal of the container's own devpts. The multiplexer is checked to be one, and the slave comes from the master
 * itself (TIOCGPTPEER), not by name: for exec, those inside had time to put something else there (CVE-2025-52565). */
static void open_terminal(int dev, int pts) {
    struct winsize size = { .ws_row = (unsigned short)u[1], .ws_col = (unsigned short)u[2] };
    struct statfs fs;
    console = need(open_in(pts, pts < 0 ? "/dev/pts/ptmx" : "ptmx", O_RDWR | O_NOCTTY, RESOLVE_NO_SYMLINKS), "ptmx");
    if (fstatfs(console, &fs) || fs.f_type != DEVPTS_SUPER_MAGIC)
        refuse(ENODEV, "/dev/pts/ptmx is no terminal multiplexer");
    need(ioctl(console, TIOCSPTLCK, &(int){ 0 }), "unlock terminal");
    need(ioctl(console, TIOCSWINSZ, &size), "terminal size");
    stdio[0] = stdio[1] = stdio[2] = need(ioctl(console, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), "terminal");
    if (dev >= 0)
        move_to(clone_tree(stdio[0], "", AT_EMPTY_PATH), place(dev, "console", MAKE_FILE), "/dev/console");
}

static void child_op(void) {
    int fd, p[2];
    switch (op) {
    case OP_SYNC:
        meet(MSG_SLOTS);
        if (!synced) set_ids(0, 0, 0, NULL); /* the maps are written: we can be root of our namespace now */
        synced = true;
        break;
    case OP_FS: *s[0] = finish_fs(need(fsopen(t[0], FSOPEN_CLOEXEC), t[0]), q[0]); break;
    case OP_NODE: *s[0] = clone_tree(AT_FDCWD, t[0], 0); break; /* of the machine's /dev, while it can be seen */
    case OP_ROOT:
        need(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private");
        need(move_mount(*s[0], "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH), "root");
        need(fchdir(*s[0]), "root");
        need(syscall(SYS_pivot_root, ".", "."), "pivot_root"); /* the old root now lies upon the new one */
        need(umount2(".", MNT_DETACH), "old root");
        need(chdir("/"), "/");
        break;
    case OP_ATTACH:
        fd = place(*s[1], t[0], u[0]);
        if (u[0] & IF_ALIKE && fd >= 0 && is_dir(fd) != is_dir(*s[0])) break; /* a cover of the other kind lies there */
        if (!(u[0] & IF_PRESENT) || (fd < 0 ? errno != ENOENT : *s[0] >= 0)) move_to(*s[0], fd, t[0]);
        break;
    case OP_SUBTREE: /* part of a mount as a mount of its own, for read-only islands; may be absent */
        if ((fd = place(*s[1], t[0], 0)) < 0 && errno == ENOENT) break;
        *s[0] = clone_tree(need(fd, t[0]), "", AT_EMPTY_PATH | (int)u[0]);
        /* fall through */
    case OP_ATTR: set_attr(*s[0], q[0], (int)u[0], false, MS_PRIVATE); break; /* u: AT_RECURSIVE or nothing */
    case OP_LINK: /* names only, in the root of a mount: nothing to be led astray by */
        need(strchr(t[0], '/') ? (errno = EINVAL, -1) : symlinkat(t[1], *s[0], t[0]), t[0]);
        break;
    case OP_WRITE: /* sysctls, through our own /proc */
        write_to(open_in(*s[0], t[0], O_WRONLY, BENEATH | RESOLVE_NO_XDEV), t[1], t[0]);
        break;
    case OP_UNSHARE: need(unshare((int)u[0]), "unshare"); break;
    case OP_UTS:
        need(sethostname(t[0], strlen(t[0])), "hostname");
        need(setdomainname(t[1], strlen(t[1])), "domain name");
        break;
    case OP_LOOPBACK:
        fd = need(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
        need(ioctl(fd, SIOCSIFFLAGS, &(struct ifreq){ .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING }), "lo");
        break;
    case OP_RLIMIT: need(setrlimit(u[0], &(struct rlimit){ q[0], q[1] }), t[0]); break;
    case OP_STDIO:
        stdio_kind = (int)u[0];
        memcpy(stdio, f, sizeof stdio);
        if (stdio_kind >= STDIO_CONSOLE) open_terminal(*s[0], *s[1]);
        if (stdio_kind != STDIO_LOG) break;
        need(pipe2(p, O_CLOEXEC), "pipe"); /* made here, so that it belongs to an id the container knows */
        console = p[0], stdio[1] = stdio[2] = p[1];
        stdio[0] = need(openat(*s[0], "null", O_RDONLY | O_CLOEXEC), "/dev/null");
        break;
    case OP_RUN: run_flags = (int)u[0], cwd = t[0], argv = strings(u[1]), envp = strings(u[2]); break;
    default: rights_op();
    }
}

/* The container's pid 1: hands signals on, buries the dead, ends with the command's status. It keeps no descriptor,
 * and of the capabilities only CAP_KILL (to signal a command that changed its user). Signals are blocked and fetched:
 * blocked ones reach even a pid 1 without handlers. */
static _Noreturn void reap(pid_t command, const sigset_t *all) {
    close_range(0, ~0u, 0), prctl(PR_SET_NAME, "darsena-init");
    drop(1ull << CAP_KILL);
    if (caps.no_new_privs) load_filter();
    for (int status;;) {
        int sig = sigwaitinfo(all, NULL);
        if (sig > 0 && sig != SIGCHLD && sig != SIGTSTP && sig != SIGTTIN && sig != SIGTTOU) kill(command, sig);
        for (pid_t dead; (dead = waitpid(-1, &status, WNOHANG)) > 0;)
            if (dead == command) _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    }
}

/* As execvpe(3), but what the kernel takes for no program is not handed to a shell. */
static int execute(void) {
    char file[PATH_MAX];
    const char *path = getenv("PATH"), *end;
    int error = ENOENT;
    if (strchr(argv[0], '/') || !*argv[0]) return execve(argv[0], argv, envp), errno;
    for (path = path ? path : "/bin:/usr/bin"; path; path = *end ? end + 1 : NULL) {
        end = strchrnul(path, ':');
        if (snprintf(file, sizeof file, "%.*s%s%s", (int)(end - path), path, end > path ? "/" : "", argv[0]) >= PATH_MAX)
            continue;
        execve(file, argv, envp);
        if (errno == EACCES) error = EACCES;
        else if (errno != ENOENT && errno != ENOTDIR) return errno;
    }
    return error;
}

static _Noreturn void run(void) {
    char where[PATH_MAX];
    for (int i = 0; i < 3; i++) need(dup2(stdio[i], i), "standard descriptors"); /* from above 2: those were taken */
    need(setsid(), "session");
    if (stdio_kind != STDIO_FDS) need(fchown(1, user.uid, (gid_t)-1), "standard output"); /* or no /dev/stdout */
    if (stdio_kind >= STDIO_CONSOLE) need(ioctl(0, TIOCSCTTY, 0), "controlling terminal");
    umask(user.umask), drop(~0ull);
    need(chdir(cwd), cwd);
    if (syscall(SYS_getcwd, where, sizeof where) < 0 || *where != '/') /* CVE-2024-21626: outside of the root */
        refuse(ENOENT, cwd);
    landlock_self();
    need(send_msg(sync_fd, &(struct msg){ MSG_READY, stdio_kind, 0, 0, "" }, &console, console >= 0), "monitor");
    sync_fd = need(dup3(sync_fd, 3, O_CLOEXEC), "socket");
    need(close_range(4, ~0u, 0), "close all"); /* the terminal's master too, or nobody would ever be hung up */
    meet(MSG_GO);
    sigprocmask(SIG_SETMASK, &(sigset_t){ 0 }, NULL);
    if (caps.no_new_privs) load_filter();
    environ = envp; /* for the search along PATH */
    refuse(execute(), argv[0]); /* success closes the socket instead */
}

static _Noreturn void child(void) {
    sigset_t all;
    for (first_op(); next_op();)
        if (op > OP_SYNC && !synced) refuse(EPROTO, "before the first SYNC");
        else if (op >= OP_SYNC) child_op();
    while (!argv || !argv[0]) meet(MSG_GO); /* only namespaces were wanted: the monitor pins them and kills us */
    if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 && errno != ENOSYS) refuse(errno, "keyring");
    if (run_flags & RUN_REAPER) {
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, NULL); /* before the fork, so that no signal is missed */
        pid_t command = need(fork(), "fork");
        if (command) reap(command, &all);
    }
    run();
}

static void spawn(void) {
    struct clone_args a = { .flags = CLONE_PIDFD, .pidfd = (uintptr_t)&pidfd, .exit_signal = SIGCHLD };
    struct msg m;
    int pair[2], joins = 0;
    need(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
    for (first_op(); next_op(); joins += op == OP_JOIN || op == OP_CLOCK)
        if (op == OP_CLONE) a.flags |= u[0] | (f[0] < 0 ? 0 : CLONE_INTO_CGROUP), a.cgroup = (uint64_t)f[0];
    struct clone_args between = { .flags = a.flags & CLONE_INTO_CGROUP, .cgroup = a.cgroup, .exit_signal = SIGCHLD };
    sync_fd = pair[1]; /* the child's view */
    pid = (int)syscall(SYS_clone3, joins ? &between : &a, sizeof a);
    if (pid == 0) {
        in_child = true;
        close(pair[0]), close(reply_fd);
        if (joins) { /* in a process in between: the monitor must stay outside; its child becomes the monitor's */
            for (first_op(); next_op();)
                if (op == OP_JOIN) need(setns(f[0], (int)u[0]), "setns");
                else if (op == OP_CLOCK) { /* who enters a time namespace by fork fixes its offsets: they go first */
                    need(unshare(CLONE_NEWTIME), "time namespace");
                    write_to(open("/proc/self/timens_offsets", O_WRONLY | O_CLOEXEC), t[0], "clock offsets");
                }
            a.flags = (a.flags & ~(uint64_t)(CLONE_INTO_CGROUP | CLONE_PIDFD)) | CLONE_PARENT;
            a.exit_signal = 0; /* CLONE_PARENT inherits ours */
            m = (struct msg){ .kind = MSG_PID, .a = need(syscall(SYS_clone3, &a, sizeof a), "clone3") };
            if (m.a) _exit((send_msg(sync_fd, &m, NULL, 0), 0));
        }
        child();
    }
    sync_fd = pair[0];
    need(pid, "clone3");
    close(pair[1]);
    if (!joins) return;
    await(&m, MSG_PID, pair);
    waitpid(pid, NULL, 0);
    pid = m.a, pidfd = need(pidfd_open(pid, 0), "pidfd");
}

/* At most `rounds` reads, so that a flood cannot keep us from seeing the container's end. */
static void drain(int rounds) {
    static char data[65536];
    static int fd = -1;
    for (ssize_t n; console >= 0 && rounds--;) {
        if ((n = read(console, data, sizeof data)) < 0 && errno == EAGAIN) return;
        if (n <= 0) { console = (close(console), -1); return; }
        if (fd >= 0 && lseek(fd, 0, SEEK_END) + n > log_max) {
            close(fd), fd = -1;
            renameat(state_dir, "console.log", state_dir, "console.log.1");
        }
        if (fd < 0) fd = openat(state_dir, "console.log", O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        n = write(fd, data, (size_t)n); /* a full disk loses lines: the container must go on */
    }
}

static _Noreturn void report_exit(int note) {
    siginfo_t end = { 0 };
    struct timespec now;
    char text[128];
    TEMP_FAILURE_RETRY(waitid(P_PIDFD, pidfd, &end, WEXITED));
    int killed = end.si_code == CLD_EXITED ? 0 : 128, code = killed + end.si_status;
    if (run_flags & RUN_REAPER && code > 128 && code <= 128 + SIGRTMAX) killed = 128; /* what the reaper says so */
    struct msg m = { .kind = MSG_EXITED, .a = code, .b = killed ? code - 128 : 0 };
    clock_gettime(CLOCK_REALTIME, &now);
    int n = snprintf(text, sizeof text, "{\"code\":%d,\"signal\":%d,\"time\":%lld}\n", m.a, m.b,
                     (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    if (note >= 0 && (pwrite(note, text, (size_t)n, 0) != n || ftruncate(note, n) < 0 ||
                      renameat(state_dir, ".exit.json", state_dir, "exit.json") < 0))
        snprintf(m.text, sizeof m.text, "exit.json: %s", strerror(errno));
    send_msg(reply_fd, &m, NULL, 0);
    close(mounts), fsync(note); /* whole for readers since the rename; a power cut alone needs this, at no latency */
    _exit(fsync(state_dir) < 0);
}

/* Holds the mounts until the end is told: taking them down waits for an RCU grace period. */
static _Noreturn void watch(int note, int slave) {
    char name[64];
    mounts = (snprintf(name, sizeof name, "/proc/%d/ns/mnt", pid), open(name, O_RDONLY | O_CLOEXEC));
    int *keep[] = { &reply_fd, &pidfd, &console, &state_dir, &note, &slave, &mounts };
    for (int i = 0; i < 7; i++) *keep[i] = fcntl(*keep[i], F_DUPFD_CLOEXEC, 500);
    close_range(0, 499, 0); /* mounts, namespaces and sockets above all */
    for (struct pollfd p[2] = { { pidfd, POLLIN, 0 }, { console, POLLIN, 0 } }; !p[0].revents; p[1].fd = console)
        if (poll(p, 2, -1) > 0) drain(16);
    drain(INT_MAX);
    report_exit(note);
}

static _Noreturn void monitor(void) {
    struct msg m = { 0 };
    int note = -1, got = -1, slave = -1;
    uint32_t go = 0;
    close(REQUEST_FD), reply_fd = fds[0];
    memset(slots, -1, sizeof slots);
    setsid(), signal(SIGCHLD, SIG_DFL);
    spawn(); /* and the network can be wired while the rest is made */
    need(send_msg(reply_fd, &(struct msg){ .kind = MSG_CLONED, .a = pid, .b = getpid() }, &pidfd, 1), "no helper");
    for (first_op(); next_op();) monitor_op();
    if (run_flags < 0) give_up(&(struct msg){ .kind = MSG_DONE });
    if (state_dir >= 0) { /* its blocks are taken now: a disk filled by the container cannot lose its exit status */
        note = openat(state_dir, ".exit.json", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        need(write(need(note, "exit.json"), m.text, sizeof m.text), "exit.json");
    }
    await(&m, MSG_READY, &got);
    bool hand_over = m.a == STDIO_TERMINAL;
    if (!hand_over && (console = got) >= 0) need(fcntl(console, F_SETFL, O_NONBLOCK), "console");
    if (m.a == STDIO_CONSOLE) /* our own end: without one, a console nobody has open reads as an error */
        slave = need(ioctl(console, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), "console");
    need(send_msg(reply_fd, &(struct msg){ .kind = MSG_PREPARED }, &got, hand_over), "the helper is gone");
    if (run_flags & RUN_WAIT_GO && (recv(reply_fd, &go, sizeof go, 0) != sizeof go || go != MSG_GO))
        refuse(ECANCELED, "not wanted any more");
    if (send_msg(sync_fd, &(struct msg){ .kind = MSG_GO }, NULL, 0) < 0) await(&m, MSG_READY, &got);
    /* From here the helper's death changes nothing. The socket ends without a word when execve closes it. */
    if (recv(sync_fd, &m, sizeof m, 0) == sizeof m) give_up(&m);
    send_msg(reply_fd, &(struct msg){ .kind = MSG_STARTED, .a = pid }, NULL, 0);
    watch(note, slave);
}

int main(int argc, char **args) {
    for (int i = 1; argc == 2 && !strcmp(args[1], "--ops") && i < OP_COUNT; i++) printf("%d %s\n", i, op_names[i]);
    prctl(PR_SET_NAME, "darsena-stage"), prctl(PR_SET_DUMPABLE, 0);
    close_range(REQUEST_FD + 1, ~0u, 0), umask(022); /* whatever the helper has: mount points must be enterable */
    dup2(0, 2); /* monitors outlive the helper and must not hold its error stream */
    for (int i = 1; i < 65; i++) syscall(SYS_rt_sigaction, i, (char[64]){ 0 }, NULL, 8); /* libc's own two as well */
    signal(SIGCHLD, SIG_IGN);
    while (argc < 2 && (plan_size = recv_msg(REQUEST_FD, plan, sizeof plan, fds, MAX_FDS, &nfds)) > 0) {
        pid_t p = nfds ? fork() : 1;
        if (p == 0) monitor();
        if (p < 0) send_msg(fds[0], &(struct msg){ MSG_ERROR, -1, errno, 0, "fork" }, NULL, 0);
        while (nfds) close(fds[--nfds]);
    }
    return 0;
}
