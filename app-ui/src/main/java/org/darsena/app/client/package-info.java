/// The client's view of the helper, shared by the window and the `darsena` command. Nothing here knows
/// JavaFX.
@NullMarked
package org.darsena.app.client;

import org.jspecify.annotations.NullMarked;
