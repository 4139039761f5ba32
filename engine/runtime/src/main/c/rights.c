/*
 * What a process gives up between clone and execve: ids, capabilities, system calls. Taken from the plan while the
 * mounts are made, applied by the reaper and by the command, each to itself, as the last thing before it is let go.
 */
#define _GNU_SOURCE
#include "stage.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/magic.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

static struct sock_fprog filter;
static int ruleset = -1;
struct user user;
struct caps caps;

void set_ids(uint32_t uid, uint32_t gid, uint32_t n, const gid_t *groups) {
    need(setgroups(n, groups), "groups");
    need(setresgid(gid, gid, gid), "gid");
    need(setresuid(uid, uid, uid), "uid");
    need(prctl(PR_SET_DUMPABLE, 0), "dumpable"); /* a change of ids sets it to fs.suid_dumpable */
}

void load_filter(void) {
    if (filter.len) need(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "seccomp filter");
}

/* Gives up all that the plan does not grant. `only` narrows the capabilities further, for the reaper. */
void drop(uint64_t only) {
    struct __user_cap_header_struct h = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct d[2];
    if (!caps.no_new_privs) load_filter(); /* wants CAP_SYS_ADMIN then, which goes below; else it is loaded last */
    for (int c = 0; c < 64 && prctl(PR_CAPBSET_READ, c) >= 0; c++)
        if (!(caps.bounding & only & 1ull << c)) need(prctl(PR_CAPBSET_DROP, c), "bounding set");
    if (caps.bits) need(prctl(PR_SET_SECUREBITS, caps.bits), "securebits");
    need(prctl(PR_SET_KEEPCAPS, 1), "keepcaps");
    set_ids(user.uid, user.gid, user.ngroups, user.groups);
    for (int i = 0; i < 64; i += 32)
        d[i / 32] = (struct __user_cap_data_struct){ (uint32_t)((caps.effective & only) >> i),
            (uint32_t)((caps.permitted & only) >> i), (uint32_t)((caps.inheritable & only) >> i) };
    need(syscall(SYS_capset, &h, d), "capabilities");
    need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities");
    for (int c = 0; c < 64; c++)
        if (caps.ambient & only & 1ull << c) need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c, 0, 0), "ambient");
    if (caps.no_new_privs) need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

/* A security module's attribute of our own. Whatever those inside mounted on /proc: in a procfs this is it, or it is
 * refused. */
static void confine(void) {
    char own[64];
    struct statfs fs;
    int proc = open("/proc", O_PATH | O_CLOEXEC);
    if (fstatfs(proc, &fs) || fs.f_type != PROC_SUPER_MAGIC) refuse(ENODEV, "/proc is no procfs");
    snprintf(own, sizeof own, "%d/%s", getpid(), t[0]);
    write_to(open_in(proc, own, O_WRONLY, BENEATH | RESOLVE_NO_XDEV), t[1], t[0]);
}

/* What is handled is denied but where a rule allows it. Names are those of the container; what only folders can be
 * allowed is left out for a file. The C library's header may be older than the kernel, hence our own structures. */
static void landlock(void) {
    enum { PATH_BENEATH = 1, NET_PORT = 2, OF_FILES = 0xc007 };
    struct { uint64_t files, ports, scoped; } handled = { q[0], q[1], u64() };
    ruleset = need(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0), "ruleset");
    while (arg < arg_end) {
        struct { uint64_t access, port; } at = { u64(), u64() };
        struct __attribute__((packed)) { uint64_t access; int32_t fd; } below = { at.access, -1 };
        struct stat st;
        const char *path = str();
        if (*path) {
            need(below.fd = open_in(AT_FDCWD, path, O_PATH, 0), path);
            if (fstat(below.fd, &st) == 0 && !S_ISDIR(st.st_mode)) below.access &= OF_FILES;
        }
        need(*path ? syscall(SYS_landlock_add_rule, ruleset, PATH_BENEATH, &below, 0)
                   : syscall(SYS_landlock_add_rule, ruleset, NET_PORT, &at, 0), *path ? path : "port");
        if (*path) close(below.fd);
    }
}

/* Only the command: the reaper above it stays out, so that it can signal it and not be signalled back. */
void landlock_self(void) {
    if (ruleset >= 0) need(syscall(SYS_landlock_restrict_self, ruleset, 0), "ruleset");
}

void rights_op(void) {
    switch (op) {
    case OP_USER: take(&user, sizeof user); break;
    case OP_CAPS: take(&caps, sizeof caps); break;
    case OP_SECCOMP:
        filter = (struct sock_fprog){ (unsigned short)((arg_end - arg) / 8), (struct sock_filter *)arg };
        break;
    case OP_CONFINE: confine(); break;
    case OP_LANDLOCK: landlock(); break;
    }
}
