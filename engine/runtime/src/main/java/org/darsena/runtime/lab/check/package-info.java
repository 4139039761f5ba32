/// What must and must not work in a lab that runs, tried from inside its nodes.
@NullMarked
package org.darsena.runtime.lab.check;

import org.jspecify.annotations.NullMarked;
