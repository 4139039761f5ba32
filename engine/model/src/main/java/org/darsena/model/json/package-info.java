/// Documents as strict JSON: reading reports every violation at once, writing gives back what was read.
@NullMarked
package org.darsena.model.json;

import org.jspecify.annotations.NullMarked;
