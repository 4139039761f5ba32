@NullMarked
package org.darsena.app.tour;

import org.jspecify.annotations.NullMarked;
