/// The drawing of a lab, independent of where it is shown: what is drawn ([Drawing], [Status]), where
/// ([Placement], [Viewport]), and how ([TopologyPainter]).
@NullMarked
package org.darsena.app.topology;

import org.jspecify.annotations.NullMarked;
