/// How the window looks: themes and their tokens, icons, fonts, and the small parts views are made of. Views
/// use style classes and [org.darsena.app.theme.Parts]; a canvas draws with
/// [org.darsena.app.theme.Palette] and [org.darsena.app.theme.Icons#draw].
@NullMarked
package org.darsena.app.theme;

import org.jspecify.annotations.NullMarked;
