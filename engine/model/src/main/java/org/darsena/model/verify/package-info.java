/// Judges a running container: what holds those inside, and what a public console would want besides. Pure: what was
/// seen of it comes in, findings go out.
@NullMarked
package org.darsena.model.verify;

import org.jspecify.annotations.NullMarked;
