@NullMarked
package org.darsena.app.labs;

import org.jspecify.annotations.NullMarked;
