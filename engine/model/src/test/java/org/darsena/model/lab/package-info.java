@NullMarked
package org.darsena.model.lab;

import org.jspecify.annotations.NullMarked;
