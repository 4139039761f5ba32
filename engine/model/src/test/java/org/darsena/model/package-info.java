@NullMarked
package org.darsena.model;

import org.jspecify.annotations.NullMarked;
