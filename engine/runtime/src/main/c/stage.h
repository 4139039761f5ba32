/*
 * What stage.c (starts, mounts, watches) and rights.c (what a process gives up before its command) share: the table of
 * operations, the current one with its arguments, and how a failure is told.
 */
#ifndef STAGE_H
#define STAGE_H
#include <linux/openat2.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Numbered from 1 as in OpCode.java (a test compares `stage --ops`): the monitor's, SYNC, then the child's; RUN both's.
 * Arguments: s slot (of a mount), f descriptor, u 32 bits, q 64 bits, t text; some operations take more. */
#define OPS(X) X(CLONE, "uf") X(JOIN, "fu") X(CLOCK, "t") X(PROC, "tt") X(TREE, "sfuq") X(OVERLAY, "squ") X(CGROUP, "f") \
    X(PIN, "ft") X(STATE, "fu") X(SYNC, "") X(FS, "sqt") X(NODE, "st") X(ROOT, "s") X(ATTACH, "ssut") \
    X(SUBTREE, "ssuqt") X(ATTR, "suq") X(LINK, "stt") X(WRITE, "stt") X(UNSHARE, "u") X(UTS, "tt") X(LOOPBACK, "") \
    X(RLIMIT, "uqqt") X(STDIO, "uuufffss") X(USER, "") X(CAPS, "") X(SECCOMP, "") X(CONFINE, "tt") \
    X(LANDLOCK, "qq") X(RUN, "utuu")
#define NUMBER(name, arguments) OP_##name,
enum { OP_START, OPS(NUMBER) OP_COUNT };
enum { BENEATH = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };

extern uint32_t op, u[3]; /* the current operation and its arguments */
extern uint64_t q[2];
extern const char *t[2];
extern int f[3];
extern const char *arg, *arg_end; /* what is left of it */

void take(void *to, size_t n);
uint64_t u64(void);
const char *str(void);
_Noreturn void refuse(int error, const char *what);
int need(long result, const char *what);
int open_in(int dir, const char *path, uint64_t flags, uint64_t resolve);
void write_to(int fd, const char *text, const char *what);

/* rights.c */
extern struct user { uint32_t uid, gid, umask, ngroups; gid_t groups[64]; } user;
extern struct caps { uint64_t bounding, permitted, effective, inheritable, ambient; uint32_t bits, no_new_privs; } caps;
void rights_op(void);
void set_ids(uint32_t uid, uint32_t gid, uint32_t n, const gid_t *groups);
void load_filter(void);
void landlock_self(void);
void drop(uint64_t only);

#endif
