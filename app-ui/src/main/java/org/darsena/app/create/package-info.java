/// A new container, step by step: every step has an answer already, and the last shows what will happen.
@NullMarked
package org.darsena.app.create;

import org.jspecify.annotations.NullMarked;
