/// From a lab document to what has to be made for it: containers, segments, interfaces, daemons, rules.
@NullMarked
package org.darsena.model.lab.plan;

import org.jspecify.annotations.NullMarked;
