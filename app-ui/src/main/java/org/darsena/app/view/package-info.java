/// What the window's features share: how a view is shown, and how one view opens another.
@NullMarked
package org.darsena.app.view;

import org.jspecify.annotations.NullMarked;
