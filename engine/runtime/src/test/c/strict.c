/* A program for strict mode: says hello, copies its input to its output, ends with 7. With an argument it asks for
 * its process id first, which strict mode does not allow. Without libc: that calls more before main. */
#include <sys/syscall.h>

static long call(long n, long a, long b, long c) {
    __asm__ volatile("syscall" : "+a"(n) : "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return n;
}

__attribute__((used)) static void begin(const long *stack) {
    static char data[4096];
    call(SYS_write, 1, (long)"hello\n", 6);
    if (stack[0] > 1) call(SYS_getpid, 0, 0, 0);
    for (long n; (n = call(SYS_read, 0, (long)data, sizeof data)) > 0;) call(SYS_write, 1, (long)data, n);
    call(SYS_exit, 7, 0, 0);
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
