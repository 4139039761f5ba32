/// Work under way: its course, its end said exactly once, and how much of it one user may have.
@NullMarked
package org.darsena.helper.job;

import org.jspecify.annotations.NullMarked;
