/// What the engine will do for a container, as a list of typed steps, and the same in words and commands.
@NullMarked
package org.darsena.model.plan;

import org.jspecify.annotations.NullMarked;
