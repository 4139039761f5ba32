@NullMarked
package org.darsena.model.json;

import org.jspecify.annotations.NullMarked;
