/// The window around all: frame, places, search, messages, what is remembered.
@NullMarked
package org.darsena.app.shell;

import org.jspecify.annotations.NullMarked;
