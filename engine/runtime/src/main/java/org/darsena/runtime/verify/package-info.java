/// Looks at a running container from outside and asks from inside, for the model's judgement. Reads only.
@NullMarked
package org.darsena.runtime.verify;

import org.jspecify.annotations.NullMarked;
