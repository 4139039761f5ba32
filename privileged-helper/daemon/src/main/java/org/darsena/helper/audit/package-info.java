/// The account of what was done, by whom, and with what outcome.
@NullMarked
package org.darsena.helper.audit;

import org.jspecify.annotations.NullMarked;
