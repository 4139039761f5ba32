@NullMarked
package org.darsena.model.validate;

import org.jspecify.annotations.NullMarked;
