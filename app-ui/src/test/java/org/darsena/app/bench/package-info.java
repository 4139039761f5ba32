/// The client's part of `packaging/bench`.
@NullMarked
package org.darsena.app.bench;

import org.jspecify.annotations.NullMarked;
