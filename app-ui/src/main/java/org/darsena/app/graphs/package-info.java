/// Figures over time: small lines in tables, large graphs with axes.
@NullMarked
package org.darsena.app.graphs;

import org.jspecify.annotations.NullMarked;
