package org.darsena.app.shell;

import org.darsena.app.theme.Icon;
import org.darsena.app.view.View;

/// A place of the rail.
///
/// @param id also the tail of its title's key, `ui.place.containers`
record Place(String id, Icon icon, View view) {}
