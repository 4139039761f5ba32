/// The helper that runs as root: it exports the engine on the bus, asks who may, and keeps account of what was done.
@NullMarked
package org.darsena.helper;

import org.jspecify.annotations.NullMarked;
