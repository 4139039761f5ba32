/// One container, beside the list: facts, graphs, what the kernel says, log.
@NullMarked
package org.darsena.app.detail;

import org.jspecify.annotations.NullMarked;
