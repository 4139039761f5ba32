@NullMarked
package org.darsena.model.plan;

import org.jspecify.annotations.NullMarked;
