/// Work under way: how far it is, what came of it, and the way to call it off.
@NullMarked
package org.darsena.app.jobs;

import org.jspecify.annotations.NullMarked;
