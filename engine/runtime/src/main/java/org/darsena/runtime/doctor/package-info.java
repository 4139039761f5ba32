/// What this machine can and cannot do: each ability is tried or read, and says what wants it.
@NullMarked
package org.darsena.runtime.doctor;

import org.jspecify.annotations.NullMarked;
