@NullMarked
package org.darsena.model.lab.plan;

import org.jspecify.annotations.NullMarked;
