/// What a seccomp profile means on this kind of machine: the numbers of system calls, what happens to each, and how
/// two profiles compare.
@NullMarked
package org.darsena.model.seccomp;

import org.jspecify.annotations.NullMarked;
