/// What can be done to containers from any place of the window, and what came of it.
@NullMarked
package org.darsena.app.actions;

import org.jspecify.annotations.NullMarked;
