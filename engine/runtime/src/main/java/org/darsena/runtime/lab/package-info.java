/// Labs: all of a document's nodes, cables and networks made, started, checked and removed as one.
@NullMarked
package org.darsena.runtime.lab;

import org.jspecify.annotations.NullMarked;
