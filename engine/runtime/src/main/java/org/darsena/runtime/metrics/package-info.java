/// Figures of containers and links: one thread samples, each subject has a ring of the last ten minutes.
@NullMarked
package org.darsena.runtime.metrics;

import org.jspecify.annotations.NullMarked;
