/*
 * limit: how fast a container of ours could start at all. For each byte read it makes one as the default plan does without
 * a network (the system calls of a traced start, written out: no plan, nothing decided, no console), waits for the end of
 * true(1) in it, and prints the milliseconds. One process stands for the helper, one for the monitor; both work at once.
 *
 *   limit FOLDER LOWER FILTER CGROUP…   an empty folder, the root's lower layer, sock_filter records, cgroup folders
 *
 * CGROUP is NAME=PATH: a parent in that v1 controller's tree, in which one is made, limited and removed.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int pivot_root(const char *, const char *);
enum { SAFE = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC, MAX = 32, EMPTY_PATH = 0x1000 };
static const uint64_t OURS = 0xa80425fb; /* Docker's default set */
static char folder[200], exit_note[300], lower[200], *cgroups[MAX];
static int ncgroups;
static struct sock_fprog filter;

static long need(long result, const char *what) { return result < 0 ? (err(1, "%s", what), -1) : result; }

static void put(const char *where, const char *name, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", where, name);
    int fd = (int)need(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644), path);
    need(write(fd, text, strlen(text)), path), close(fd);
}

static int clone_tree(int at, const char *path, int flags) {
    return (int)need(syscall(SYS_open_tree, at, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | flags), path);
}
static void attr(int tree, uint64_t set, int flags, int userns) {
    struct mount_attr a = { .attr_set = set, .userns_fd = (uint64_t)userns };
    need(syscall(SYS_mount_setattr, tree, "", EMPTY_PATH | flags, &a, sizeof a), "mount_setattr");
}
static void move(int tree, int at, const char *path) {
    need(syscall(SYS_move_mount, tree, "", at, path, MOVE_MOUNT_F_EMPTY_PATH), path);
}
/* Options in pairs, ended by NULL. */
static int fs(const char *type, int attrs, ...) {
    int f = (int)need(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC), type);
    va_list v;
    va_start(v, attrs);
    for (const char *key; (key = va_arg(v, const char *));)
        need(syscall(SYS_fsconfig, f, FSCONFIG_SET_STRING, key, va_arg(v, const char *), 0), key);
    va_end(v);
    need(syscall(SYS_fsconfig, f, FSCONFIG_CMD_CREATE, NULL, NULL, 0), type);
    return (int)need(syscall(SYS_fsmount, f, FSMOUNT_CLOEXEC, attrs), type);
}

static void wait_for(int fd) { need(read(fd, &(char){ 0 }, 1) - 1, "the other side"); }
static void tell(int fd) { need(write(fd, "x", 1), "the other side"); }

/* In the child, while the parent makes the root. */
static void mounts(int sock) {
    static const char *const nodes[] = { "null", "zero", "full", "random", "urandom", "tty" };
    static const char *const links[][2] = { { "pts/ptmx", "ptmx" }, { "/proc/self/fd", "fd" }, { "/proc/self/fd/0", "stdin" },
        { "/proc/self/fd/1", "stdout" }, { "/proc/self/fd/2", "stderr" }, { "/proc/kcore", "core" } };
    static const char *const fixed[] = { "bus", "fs", "irq", "sys" }, *const hidden[] = { "interrupts", "keys", "timer_list" };
    int proc = fs("proc", SAFE, NULL), sys = fs("sysfs", SAFE | MOUNT_ATTR_RDONLY, NULL), trees[10], null[3];
    int dev = fs("tmpfs", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, "mode", "755", "size", "4m", NULL);
    int pts = fs("devpts", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, "ptmxmode", "0666", "mode", "0620", "gid", "5", NULL);
    int shm = fs("tmpfs", SAFE, "mode", "1777", "size", "67108864", NULL), queue = fs("mqueue", SAFE, NULL);
    char path[64];
    for (int i = 0; i < 6; i++) snprintf(path, sizeof path, "/dev/%s", nodes[i]), trees[i] = clone_tree(AT_FDCWD, path, 0);
    for (int i = 0; i < 3; i++) null[i] = clone_tree(AT_FDCWD, "/dev/null", 0);
    int acpi = fs("tmpfs", SAFE | MOUNT_ATTR_RDONLY, NULL), firmware = fs("tmpfs", SAFE | MOUNT_ATTR_RDONLY, NULL), got[2];
    char space[CMSG_SPACE(sizeof got)], byte;
    struct msghdr h = { NULL, 0, &(struct iovec){ &byte, 1 }, 1, space, sizeof space, 0 };
    need(recvmsg(sock, &h, MSG_CMSG_CLOEXEC) - 1, "root"), memcpy(got, CMSG_DATA(CMSG_FIRSTHDR(&h)), sizeof got);
    need(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private");
    move(got[0], AT_FDCWD, "/"), need(fchdir(got[0]), "root"), need(pivot_root(".", "."), "pivot_root");
    need(umount2(".", MNT_DETACH), "old root"), need(chdir("/"), "/");
    move(proc, AT_FDCWD, "/proc"), move(sys, AT_FDCWD, "/sys"), move(dev, AT_FDCWD, "/dev");
    mkdirat(dev, "pts", 0755), move(pts, dev, "pts"), mkdirat(dev, "shm", 0755), move(shm, dev, "shm");
    mkdirat(dev, "mqueue", 0755), move(queue, dev, "mqueue");
    for (int i = 0; i < 6; i++) need(mknodat(dev, nodes[i], S_IFREG | 0644, 0), nodes[i]), move(trees[i], dev, nodes[i]);
    for (int i = 0; i < 6; i++) need(symlinkat(links[i][0], dev, links[i][1]), links[i][1]);
    move(got[1], AT_FDCWD, "/usr");
    for (int i = 0; i < 4; i++) attr(trees[i] = clone_tree(proc, fixed[i], 0), SAFE | MOUNT_ATTR_RDONLY, 0, 0);
    attr(trees[4] = clone_tree(proc, "sys/net", 0), SAFE, 0, 0);
    for (int i = 0; i < 4; i++) move(trees[i], proc, fixed[i]);
    move(trees[4], proc, "sys/net");
    if (faccessat(proc, "acpi", F_OK, 0) == 0) move(acpi, proc, "acpi");
    for (int i = 0; i < 3; i++) if (faccessat(proc, hidden[i], F_OK, 0) == 0) move(null[i], proc, hidden[i]);
    move(firmware, sys, "firmware");
    need(sethostname("limit", 5), "hostname"), need(setdomainname("(none)", 6), "domain name");
    int net = (int)need(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    need(ioctl(net, SIOCSIFFLAGS, &(struct ifreq){ .ifr_name = "lo", .ifr_flags = IFF_UP }), "lo");
}

static void drop(uint64_t keep) {
    struct __user_cap_header_struct h = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct d[2] = { { (uint32_t)keep, (uint32_t)keep, 0 }, { 0, 0, 0 } };
    for (int c = 0; c < 64 && prctl(PR_CAPBSET_READ, c) >= 0; c++) if (!(keep & 1ull << c)) prctl(PR_CAPBSET_DROP, c);
    need(syscall(SYS_capset, &h, d), "capset");
    need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
    need(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "seccomp");
}

static _Noreturn void child(int sock) {
    wait_for(sock); /* the maps are written */
    need(setgroups(0, NULL), "groups"), need(setresgid(0, 0, 0), "gid"), need(setresuid(0, 0, 0), "uid");
    mounts(sock);
    wait_for(sock); /* in its cgroups */
    need(unshare(CLONE_NEWCGROUP), "cgroup namespace");
    syscall(SYS_keyctl, 1, NULL);
    pid_t command = (pid_t)need(fork(), "fork");
    if (command) {
        close_range(0, ~0u, 0), drop(1ull << CAP_KILL);
        int status;
        waitpid(command, &status, 0);
        _exit(WEXITSTATUS(status));
    }
    setsid(), drop(OURS), close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
    execl("/usr/bin/true", "true", NULL);
    _exit(127);
}

static void make_cgroup(const char *tree, const char *path) {
    need(mkdir(path, 0755), path);
    if (!strcmp(tree, "memory")) put(path, "memory.limit_in_bytes", "536870912"), put(path, "memory.memsw.limit_in_bytes", "536870912");
    if (!strcmp(tree, "cpu")) put(path, "cpu.cfs_period_us", "100000"), put(path, "cpu.cfs_quota_us", "100000");
    if (!strcmp(tree, "pids")) put(path, "pids.max", "256");
    if (strcmp(tree, "devices")) return;
    static const char *const may[] = { "c *:* m", "b *:* m", "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm", "c 1:8 rwm", "c 1:9 rwm",
        "c 5:0 rwm", "c 5:2 rwm", "c 136:* rwm" };
    put(path, "devices.deny", "a");
    for (int i = 0; i < 10; i++) put(path, "devices.allow", may[i]);
}

/* What each cgroup is entered by. */
static const char *in_cgroup(int i, char *path, size_t size) {
    return snprintf(path, size, "%s/limit", strchr(cgroups[i], '=') + 1), path;
}

/* Makes the container while the other side makes its cgroups, and outlives its end to note how it was. */
static _Noreturn void monitor(int ours, const char *upper, const char *work) {
    char path[700];
    int pair[2], status, pass[2];
    setsid();
    need(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
    struct clone_args a = { .exit_signal = SIGCHLD,
        .flags = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET };
    pid_t pid = (pid_t)need(syscall(SYS_clone3, &a, sizeof a), "clone3");
    if (pid == 0) close(ours), child(pair[1]);
    need(write(ours, &pid, sizeof pid), "pid");
    snprintf(path, sizeof path, "/proc/%d", pid);
    put(path, "uid_map", "0 700000000 65536\n"), put(path, "gid_map", "0 700000000 65536\n");
    tell(pair[0]);
    snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
    int user = (int)need(open(path, O_RDONLY | O_CLOEXEC), path);
    pass[1] = clone_tree(AT_FDCWD, "/usr", AT_RECURSIVE);
    attr(pass[1], MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_IDMAP, AT_RECURSIVE, user);
    int layer = clone_tree(AT_FDCWD, lower, 0);
    attr(layer, MOUNT_ATTR_IDMAP, 0, user);
    snprintf(path, sizeof path, "/proc/self/fd/%d", layer);
    pass[0] = fs("overlay", MOUNT_ATTR_NODEV, "lowerdir", path, "upperdir", upper, "workdir", work, NULL);
    char space[CMSG_SPACE(sizeof pass)] = { 0 };
    struct msghdr h = { NULL, 0, &(struct iovec){ "x", 1 }, 1, space, sizeof space, 0 };
    *CMSG_FIRSTHDR(&h) = (struct cmsghdr){ CMSG_LEN(sizeof pass), SOL_SOCKET, SCM_RIGHTS };
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&h)), pass, sizeof pass);
    need(sendmsg(pair[0], &h, 0), "root");
    close(pass[0]), close(pass[1]), close(layer), close(user); /* so that the child's end is the mounts' end */
    wait_for(ours), tell(pair[0]);
    need(waitpid(pid, &status, 0), "child");
    if (status) errx(1, "the container ended with %d", status);
    put(folder, ".exit.json", "{\"code\":0,\"signal\":0,\"time\":1795541905000}\n");
    snprintf(path, sizeof path, "%s/.exit.json", folder), need(rename(path, exit_note), path);
    tell(ours);
    _exit(0);
}

static double once(void) {
    struct timespec from, to;
    char path[700], upper[300], work[300], number[24];
    int pair[2];
    pid_t pid;
    clock_gettime(CLOCK_MONOTONIC, &from);
    snprintf(upper, sizeof upper, "%s/upper", folder), snprintf(work, sizeof work, "%s/work", folder);
    need(mkdir(upper, 0755), upper), need(chown(upper, 700000000, 700000000), upper), need(mkdir(work, 0755), work);
    snprintf(path, sizeof path, "%s/etc", upper), need(mkdir(path, 0755), path), need(chown(path, 700000000, 700000000), path);
    put(path, "hostname", "limit\n"), put(path, "hosts", "127.0.0.1 localhost\n");
    put(folder, "container.json", "the document"), put(folder, "state.json", "the run");
    need(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
    pid_t watcher = (pid_t)need(fork(), "fork");
    if (watcher == 0) close(pair[0]), monitor(pair[1], upper, work);
    close(pair[1]);
    for (int i = 0; i < ncgroups; i++) {
        char *at = strchr(cgroups[i], '=');
        *at = 0, snprintf(path, sizeof path, "%s/limit", at + 1), make_cgroup(cgroups[i], path), *at = '=';
    }
    need(read(pair[0], &pid, sizeof pid) - (long)sizeof pid, "pid");
    snprintf(number, sizeof number, "%d", pid);
    for (int i = 0; i < ncgroups; i++) put(in_cgroup(i, path, sizeof path), "cgroup.procs", number);
    tell(pair[0]), wait_for(pair[0]);
    clock_gettime(CLOCK_MONOTONIC, &to);
    need(waitpid(watcher, NULL, 0), "monitor"), close(pair[0]);
    for (int i = 0; i < ncgroups; i++) need(rmdir(in_cgroup(i, path, sizeof path)), path);
    snprintf(path, sizeof path, "rm -rf '%s'/*", folder);
    if (system(path)) errx(1, "clean-up");
    return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 4) errx(2, "FOLDER LOWER FILTER CGROUP…");
    snprintf(folder, sizeof folder, "%s", argv[1]), snprintf(lower, sizeof lower, "%s", argv[2]);
    snprintf(exit_note, sizeof exit_note, "%s/exit.json", folder);
    static struct sock_filter code[BPF_MAXINSNS];
    int fd = (int)need(open(argv[3], O_RDONLY | O_CLOEXEC), argv[3]);
    filter = (struct sock_fprog){ (unsigned short)(need(read(fd, code, sizeof code), argv[3]) / 8), code };
    close(fd);
    for (int i = 4; i < argc && ncgroups < MAX; i++) cgroups[ncgroups++] = argv[i];
    while (read(0, &(char){ 0 }, 1) == 1) printf("%.4f\n", once()), fflush(stdout);
    return 0;
}
