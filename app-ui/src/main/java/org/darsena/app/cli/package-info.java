/// The `darsena` command: the same client as the window, for terminals and scripts. Knows no JavaFX.
@NullMarked
package org.darsena.app.cli;

import org.jspecify.annotations.NullMarked;
