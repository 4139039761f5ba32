/// Addresses as values; nothing here asks a resolver or the kernel.
@NullMarked
package org.darsena.model.net;

import org.jspecify.annotations.NullMarked;
