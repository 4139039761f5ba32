/* What the tests ask from inside a container; one question per call, the answer on one line of standard output. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int say(long result) { return printf("%ld\n", result < 0 ? -(long)errno : result), 0; }

static int open_fds(void) {
    DIR *d = opendir("/proc/self/fd");
    for (struct dirent *e; (e = readdir(d));)
        if (*e->d_name != '.' && atoi(e->d_name) != dirfd(d)) printf("%s ", e->d_name);
    return puts(""), 0;
}

/* The 32-bit entry: other numbers, another architecture in the filter's eyes. */
static long int80(long nr, long a, long b, long c) {
    long r;
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(nr), "b"(a), "c"(b), "d"(c) : "memory", "r8", "r9", "r10", "r11");
    return r;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    long v[4] = { 0 };
    for (int i = 2; i < argc && i < 6; i++) v[i - 2] = strtol(argv[i], NULL, 0);
    if (!strcmp(what, "fds")) return open_fds();
    if (!strcmp(what, "syscall")) return say(syscall(v[0], v[1], v[2], v[3]));
    if (!strcmp(what, "int80")) return printf("%ld\n", int80(v[0], v[1], v[2], v[3])), 0;
    if (!strcmp(what, "open-write")) return say(open(argv[2], O_WRONLY));
    if (!strcmp(what, "open-read")) return say(open(argv[2], O_RDONLY | O_NONBLOCK));
    if (!strcmp(what, "read-size")) {
        char data[4096];
        int fd = open(argv[2], O_RDONLY);
        return say(fd < 0 ? fd : read(fd, data, sizeof data));
    }
    if (!strcmp(what, "ptrace")) return say(ptrace(PTRACE_ATTACH, (pid_t)v[0], 0, 0));
    if (!strcmp(what, "mknod-block")) return say(mknod("/tmp/disk", S_IFBLK | 0600, makedev((unsigned)v[0], (unsigned)v[1])));
    if (!strcmp(what, "keyring")) {
        char text[128] = "";
        long n = syscall(SYS_keyctl, KEYCTL_DESCRIBE, KEY_SPEC_SESSION_KEYRING, text, sizeof text - 1);
        return n < 0 ? say(n) : puts(text) < 0;
    }
    if (!strcmp(what, "tiocsti")) return say(ioctl(0, TIOCSTI, "x"));
    if (!strcmp(what, "tty")) return printf("%d %s\n", isatty(0), ttyname(0) ? ttyname(0) : "-"), 0;
    if (!strcmp(what, "die")) return raise((int)v[0]);
    if (!strcmp(what, "flood")) {
        char line[100];
        memset(line, 'x', sizeof line);
        line[99] = '\n';
        for (long i = 0; i < v[0]; i++)
            if (write(1, line, sizeof line) < 0) return 1;
        return 0;
    }
    return fprintf(stderr, "what?\n"), 2;
}
