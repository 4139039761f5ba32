/*
 * strict: runs a program in seccomp's strict mode from its first instruction on.
 *
 * The kernel allows nothing but read, write, exit and rt_sigreturn there, so execve itself would be the end. This
 * program therefore does execve's work: it maps the program (and, where it names one, its loader) into its own
 * memory, shifts its own arguments by one, enters strict mode, and jumps. It needs no libc and has no state.
 *
 *   strict PROGRAM ARGUMENT…   by its path, or searched along PATH
 *   strict -                   waits for ever, in strict mode too: a container that only others run programs in
 *
 * Ends with 126 or 127 and a sentence on standard error, as shells do, where there is nothing to run.
 */
#include <elf.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096, MAX_HEADERS = 64, MAX_PATH = 4096 };

struct image { uintptr_t base, entry, headers, count; };

static long call(long n, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "+a"(n) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return n;
}

static size_t length(const char *s) { size_t n = 0; while (s[n]) n++; return n; }

static _Noreturn void fail(int status, const char *program, const char *why) {
    const char *parts[] = { "strict: ", program, ": ", why, "\n" };
    for (int i = 0; i < 5; i++) call(SYS_write, 2, (long)parts[i], (long)length(parts[i]), 0, 0, 0);
    for (;;) call(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

static _Noreturn void enter(uintptr_t entry, uintptr_t stack, const char *program) {
    if (call(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0, 0)) fail(126, program, "no strict mode here");
    __asm__ volatile("mov %0, %%rsp; xor %%edx, %%edx; xor %%ebp, %%ebp; jmp *%1" : : "r"(stack), "r"(entry) : "memory");
    __builtin_unreachable();
}

/* Opens what may be executed; -1: none. */
static int executable(const char *path) {
    if (call(SYS_faccessat, AT_FDCWD, (long)path, X_OK, 0, 0, 0)) return -1;
    return (int)call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY | O_CLOEXEC, 0, 0, 0);
}

static int search(const char *name, char **env) {
    char path[MAX_PATH];
    const char *dirs = "/usr/bin:/bin";
    for (const char *c = name; *c; c++)
        if (*c == '/') return executable(name);
    for (; *env; env++)
        if ((*env)[0] == 'P' && (*env)[1] == 'A' && (*env)[2] == 'T' && (*env)[3] == 'H' && (*env)[4] == '=')
            dirs = *env + 5;
    while (*dirs) {
        size_t n = 0;
        for (; *dirs && *dirs != ':'; dirs++)
            if (n < MAX_PATH / 2) path[n++] = *dirs;
        if (*dirs) dirs++;
        path[n++] = '/';
        for (const char *c = name; *c && n < MAX_PATH - 1; c++) path[n++] = *c;
        path[n] = 0;
        int fd = executable(path);
        if (fd >= 0) return fd;
    }
    return -1;
}

static uintptr_t down(uintptr_t a) { return a & ~(uintptr_t)(PAGE - 1); }
static uintptr_t up(uintptr_t a) { return down(a + PAGE - 1); }

static long map(uintptr_t at, size_t size, int prot, int flags, int fd, uintptr_t offset) {
    return call(SYS_mmap, (long)at, (long)size, prot, MAP_PRIVATE | flags, fd, (long)offset);
}

static void segment(const Elf64_Phdr *p, uintptr_t bias, int fd, const char *program) {
    int prot = (p->p_flags & PF_R ? PROT_READ : 0) | (p->p_flags & PF_W ? PROT_WRITE : 0) |
               (p->p_flags & PF_X ? PROT_EXEC : 0);
    uintptr_t from = bias + p->p_vaddr, file = from + p->p_filesz, end = up(from + p->p_memsz);
    if (p->p_filesz && map(down(from), file - down(from), prot, MAP_FIXED, fd, down(p->p_offset)) < 0)
        fail(126, program, "cannot be mapped");
    if (p->p_memsz <= p->p_filesz) return;
    if (p->p_filesz && p->p_flags & PF_W)
        for (uintptr_t a = file; a < up(file); a++) *(volatile char *)a = 0;
    uintptr_t rest = p->p_filesz ? up(file) : down(from);
    if (rest < end && map(rest, end - rest, prot, MAP_FIXED | MAP_ANONYMOUS, -1, 0) < 0)
        fail(126, program, "has no memory");
}

/* Maps an ELF file and closes it. `loader`: where the name of its loader is put, NULL for the loader itself. */
static struct image load(int fd, char *loader, const char *program) {
    Elf64_Ehdr h;
    Elf64_Phdr p[MAX_HEADERS];
    uintptr_t low = UINTPTR_MAX, high = 0, bias = 0;
    struct image image = { 0 };
    if (call(SYS_pread64, fd, (long)&h, sizeof h, 0, 0, 0) != sizeof h || *(uint32_t *)h.e_ident != 0x464c457f ||
        h.e_ident[EI_CLASS] != ELFCLASS64 || h.e_machine != EM_X86_64 || (h.e_type != ET_EXEC && h.e_type != ET_DYN) ||
        !h.e_phnum || h.e_phnum > MAX_HEADERS || h.e_phentsize != sizeof *p)
        fail(126, program, "is no program for this processor; scripts cannot be run in strict mode");
    long size = h.e_phnum * (long)sizeof *p;
    if (call(SYS_pread64, fd, (long)p, size, (long)h.e_phoff, 0, 0) != size) fail(126, program, "is cut off");
    for (int i = 0; i < h.e_phnum; i++) {
        if (p[i].p_type == PT_INTERP && loader && (p[i].p_filesz >= MAX_PATH ||
            call(SYS_pread64, fd, (long)loader, (long)p[i].p_filesz, (long)p[i].p_offset, 0, 0) < 1))
            fail(126, program, "is cut off");
        if (p[i].p_type != PT_LOAD) continue;
        if (p[i].p_vaddr < low) low = down(p[i].p_vaddr);
        if (p[i].p_vaddr + p[i].p_memsz > high) high = up(p[i].p_vaddr + p[i].p_memsz);
        if (h.e_phoff >= p[i].p_offset && h.e_phoff < p[i].p_offset + p[i].p_filesz)
            image.headers = p[i].p_vaddr + h.e_phoff - p[i].p_offset;
    }
    if (low >= high) fail(126, program, "has no code");
    long at = map(h.e_type == ET_EXEC ? low : 0, high - low, PROT_NONE,
                  MAP_ANONYMOUS | (h.e_type == ET_EXEC ? MAP_FIXED_NOREPLACE : 0), -1, 0);
    if (at < 0) fail(126, program, "finds its place in memory taken");
    bias = (uintptr_t)at - low;
    for (int i = 0; i < h.e_phnum; i++)
        if (p[i].p_type == PT_LOAD) segment(&p[i], bias, fd, program);
    call(SYS_close, fd, 0, 0, 0, 0, 0);
    image.base = bias, image.entry = bias + h.e_entry, image.headers += bias, image.count = h.e_phnum;
    return image;
}

/* As execve leaves a process: the name, and a stack that tells the new program about itself. */
static uintptr_t settle(uintptr_t *stack, const struct image *program, uintptr_t loader) {
    uintptr_t *end = stack + 1 + stack[0] + 1;
    const char *name = (const char *)stack[2];
    for (const char *c = name; *c; c++)
        if (*c == '/') name = c + 1;
    call(SYS_prctl, PR_SET_NAME, (long)name, 0, 0, 0, 0);
    while (*end++) {} /* the environment */
    for (; *end != AT_NULL; end += 2) {
        if (*end == AT_PHDR) end[1] = program->headers;
        if (*end == AT_PHNUM) end[1] = program->count;
        if (*end == AT_ENTRY) end[1] = program->entry;
        if (*end == AT_BASE) end[1] = loader;
        if (*end == AT_EXECFN) end[1] = stack[2];
    }
    end += 2;
    stack[0]--;
    for (uintptr_t *w = stack + 1; w + 1 < end; w++) *w = w[1];
    return (uintptr_t)stack;
}

static _Noreturn void wait_for_ever(void) {
    int pair[2];
    char byte;
    call(SYS_pipe2, (long)pair, 0, 0, 0, 0, 0); /* nobody ever writes to it, and it does not end while we hold it */
    call(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0, 0);
    for (;;) call(SYS_read, pair[0], (long)&byte, 1, 0, 0, 0);
}

__attribute__((used)) static _Noreturn void begin(uintptr_t *stack) {
    char loader[MAX_PATH] = "";
    const char *name = stack[0] < 2 ? "" : (const char *)stack[2];
    if (name[0] == '-' && !name[1]) wait_for_ever();
    int fd = *name ? search(name, (char **)(stack + 1 + stack[0] + 1)) : -1;
    if (fd < 0) fail(127, name, "is not to be found, or not to be executed");
    struct image program = load(fd, loader, name);
    struct image first = program;
    if (*loader) {
        if ((fd = executable(loader)) < 0) fail(126, loader, "is not to be found");
        first = load(fd, NULL, loader);
    }
    enter(first.entry, settle(stack, &program, *loader ? first.base : 0), name);
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
