/// Terminals in the window: a pseudo-terminal of the helper's, an emulator, a canvas.
///
/// The emulator is JediTermFX's core (parser and buffer). Its own JavaFX panel is not used: it keeps a timeline running
/// for as long as it is shown, which costs a quarter of a processor; ours paints when something changed, at most
/// thirty times a second, however much a program writes.
@NullMarked
package org.darsena.app.terminal;

import org.jspecify.annotations.NullMarked;
