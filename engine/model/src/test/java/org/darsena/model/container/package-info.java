@NullMarked
package org.darsena.model.container;

import org.jspecify.annotations.NullMarked;
