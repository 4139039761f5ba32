/// The client: the JavaFX window and the `darsena` command, two faces of one program without privileges.
@NullMarked
package org.darsena.app;

import org.jspecify.annotations.NullMarked;
