@NullMarked
package org.darsena.app.topology;

import org.jspecify.annotations.NullMarked;
