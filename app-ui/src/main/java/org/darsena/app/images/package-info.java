/// The images containers are made from.
@NullMarked
package org.darsena.app.images;

import org.jspecify.annotations.NullMarked;
