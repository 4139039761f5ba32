@NullMarked
package org.darsena.app.graphs;

import org.jspecify.annotations.NullMarked;
