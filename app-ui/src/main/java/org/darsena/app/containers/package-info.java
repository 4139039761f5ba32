/// The list of containers: what is shown, in which order, and what can be done to what is picked.
@NullMarked
package org.darsena.app.containers;

import org.jspecify.annotations.NullMarked;
