/*
 * What a process gives up between clone and execve: ids, capabilities, system calls. Taken from the plan while the
 * mounts are made, applied by the reaper and by the command, each to itself, as the last thing before it is let go.
 */
#define _GNU_SOURCE
#include "stage.h"
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct sock_fprog filter;
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

void rights_op(void) {
    switch (op) {
    case OP_USER: take(&user, sizeof user); break;
    case OP_CAPS: take(&caps, sizeof caps); break;
    case OP_SECCOMP:
        filter = (struct sock_fprog){ (unsigned short)((arg_end - arg) / 8), (struct sock_filter *)arg };
        break;
    }
}
