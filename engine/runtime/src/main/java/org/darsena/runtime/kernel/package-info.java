/// The kernel in our own terms: files, sockets, mounts, namespaces and processes by descriptor.
/// [Kernel] is the interface, [LinuxKernel] the real one (jnr-ffi); nothing else in Dársena makes native calls.
/// Every failure is an [ErrnoException] that keeps the call, the errno and what it was about.
@NullMarked
package org.darsena.runtime.kernel;

import org.jspecify.annotations.NullMarked;
