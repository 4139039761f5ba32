/// Words for people: sentences of errors, problems, states and steps, in English and Spanish. Knows no
/// JavaFX.
@NullMarked
package org.darsena.app.text;

import org.jspecify.annotations.NullMarked;
