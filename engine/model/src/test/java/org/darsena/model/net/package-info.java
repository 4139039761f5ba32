@NullMarked
package org.darsena.model.net;

import org.jspecify.annotations.NullMarked;
