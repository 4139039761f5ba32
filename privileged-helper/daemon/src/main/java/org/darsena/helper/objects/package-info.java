/// The objects on the bus. They translate between the bus and the engine, and do nothing else.
@NullMarked
package org.darsena.helper.objects;

import org.jspecify.annotations.NullMarked;
