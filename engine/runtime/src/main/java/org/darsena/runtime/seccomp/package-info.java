/// System-call filters, seccomp(2), assembled in Java: a profile says what happens to each call, the compiler turns it
/// into a BPF program for x86-64 and i386 at once, the cache keeps one program per set of capabilities.
@NullMarked
package org.darsena.runtime.seccomp;

import org.jspecify.annotations.NullMarked;
