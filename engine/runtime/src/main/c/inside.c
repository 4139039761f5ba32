/*
 * inside: asks the kernel, from within a running container and with its rights, what those inside could ask too.
 *
 * Each argument is a question; the answer to the n-th is the line "n ANSWER" on standard output, written at once, after
 * a line "n" before it is tried: a filter may end us over it. A negative number is an errno. What is asked and what an
 * answer means stands in org.darsena.model.verify. Guarantees:
 *  - Nothing is changed or left behind: files are opened and closed, never written; calls get arguments that the kernel
 *    refuses once it comes to look at them; the one device that may get made is unlinked before the answer.
 *  - It runs from a sealed memfd, descriptor 0, that those inside may execute but not read: so the kernel makes it as
 *    unreachable as the launcher, and they cannot trace it, or answer in its place.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Calls that must not pass, with their number of the 32-bit entry and arguments nothing can be done with. */
static const struct { const char *name; long nr, nr32, a, b, c, d; } calls[] = {
    { "kexec_load", SYS_kexec_load, 283, 0, 0, 0, 0xffff },             /* flags there are none of */
    { "open_by_handle_at", SYS_open_by_handle_at, 342, -1, 0, 0, 0 },   /* no handle */
    { "init_module", SYS_init_module, 128, 0, 0, 0, 0 },                /* an empty module */
    { "bpf", SYS_bpf, 357, -1, 0, 0, 0 },                               /* a command there is none of */
    { "userfaultfd", SYS_userfaultfd, 374, -1, 0, 0, 0 },               /* flags */
    { "keyctl", SYS_keyctl, 288, -1, 0, 0, 0 },                         /* a command */
    { "io_uring_setup", SYS_io_uring_setup, 425, 0, 0, 0, 0 },          /* no parameters */
    { "unshare", SYS_unshare, 310, 0x10000001, 0, 0, 0 },               /* a user namespace, and a flag */
};

static long result(long r) { return r < 0 ? -(long)errno : r; }

static long write_open(const char *path) {
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return fd < 0 ? -(long)errno : close(fd);
}

/* Whether there is anything in it: bytes of a file, names in a folder. */
static long peek(const char *path) {
    char byte;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (fd < 0) return -(long)errno;
    long n = folder ? 0 : result(read(fd, &byte, 1));
    if (!folder) return close(fd), n;
    for (struct dirent *e; n == 0 && (e = readdir(folder));) n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
    closedir(folder);
    return n;
}

#ifdef __x86_64__
static sigjmp_buf no_entry;
static void on_signal(int sig) { siglongjmp(no_entry, sig); }
static long entry32(long nr, long a, long b, long c, long d) {
    long r;
    signal(SIGSEGV, on_signal);
    if (sigsetjmp(no_entry, 1)) return -ENOSYS; /* a kernel without this entry */
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(nr), "b"(a), "c"(b), "d"(c), "S"(d)
                     : "memory", "r8", "r9", "r10", "r11");
    return r;
}
enum { X32_GETPID = 0x40000027 };
static long x32(void) { return result(syscall(X32_GETPID)); }
#else
static long entry32(long nr, long a, long b, long c, long d) { return (void)nr, (void)a, (void)b, (void)c, (void)d, -ENOSYS; }
static long x32(void) { return -ENOSYS; }
#endif

static long try_call(const char *name, int by32) {
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (!strcmp(calls[i].name, name))
            return by32 ? entry32(calls[i].nr32, calls[i].a, calls[i].b, calls[i].c, calls[i].d)
                        : result(syscall(calls[i].nr, calls[i].a, calls[i].b, calls[i].c, calls[i].d));
    return -EINVAL;
}

/* A block device of a number nobody has: ENXIO when it is opened means that one who exists could be. */
static long block_device(void) {
    static const char *const folders[] = { "/tmp", "/run", "/root", "/dev/shm" };
    char path[64];
    long r = -ENOENT;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/.darsena-%d", folders[i], (int)getpid());
        if ((r = result(mknod(path, S_IFBLK | 0600, makedev(240, 0xfffff)))) != 0) continue;
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        r = result(fd);
        unlink(path);
        if (r != -EACCES && r != -EPERM) return r; /* else perhaps only a mount without devices */
    }
    return r;
}

/* The numbers of all device nodes below `path`: " c1:3 b8:0 ". */
static void devices(const char *path, int depth, char *out, size_t size) {
    DIR *folder = opendir(path);
    struct stat st;
    char below[512], node[40];
    for (struct dirent *e; folder && (e = readdir(folder));) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        snprintf(below, sizeof below, "%s/%s", path, e->d_name);
        if (lstat(below, &st) < 0) continue;
        if (S_ISDIR(st.st_mode) && depth) devices(below, depth - 1, out, size);
        if (!S_ISCHR(st.st_mode) && !S_ISBLK(st.st_mode)) continue;
        snprintf(node, sizeof node, " %c%u:%u ", S_ISCHR(st.st_mode) ? 'c' : 'b', major(st.st_rdev), minor(st.st_rdev));
        if (!strstr(out, node) && strlen(out) + strlen(node) < size) strcat(out, node + (*out != 0));
    }
    if (folder) closedir(folder);
}

static void answer(const char *question, char *out, size_t size) {
    const char *arg = strchr(question, ' ');
    size_t kind = arg ? (size_t)(arg++ - question) : strlen(question);
    long r = -EINVAL;
    if (!strncmp(question, "write", kind) && arg) r = write_open(arg);
    else if (!strncmp(question, "peek", kind) && arg) r = peek(arg);
    else if (!strncmp(question, "call32", kind) && kind == 6 && arg) r = try_call(arg, 1);
    else if (!strncmp(question, "call", kind) && arg) r = try_call(arg, 0);
    else if (!strcmp(question, "x32")) r = x32();
    else if (!strcmp(question, "block")) r = block_device();
    else if (!strcmp(question, "keyring")) { /* TYPE;UID;GID;RIGHTS;NAME */
        r = result(syscall(SYS_keyctl, KEYCTL_DESCRIBE, KEY_SPEC_SESSION_KEYRING, out, size - 1));
        if (r > 0) return;
    } else if (!strcmp(question, "devices")) {
        *out = 0, devices("/dev", 3, out, size);
        return;
    }
    snprintf(out, size, "%ld", r);
}

int main(int argc, char **argv) {
    char line[4096], text[4000];
    prctl(PR_SET_NAME, "darsena-verify"); /* whoever lists processes sees what it is */
    for (int i = 1; i < argc; i++) {
        int n = snprintf(line, sizeof line, "%d\n", i - 1);
        if (write(1, line, (size_t)n) != n) return 1;
        memset(text, 0, sizeof text);
        answer(argv[i], text, sizeof text);
        n = snprintf(line, sizeof line, "%d %s\n", i - 1, text);
        if (write(1, line, (size_t)n) != n) return 1;
    }
    return 0;
}
