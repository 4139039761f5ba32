/// What holds in every module; used by tests only.
@NullMarked
package org.darsena.rules;

import org.jspecify.annotations.NullMarked;
