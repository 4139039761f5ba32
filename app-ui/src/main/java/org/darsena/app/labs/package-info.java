/// Labs: the list of them, and one opened: its drawing as the monitor of what runs, its checks, its nodes.
@NullMarked
package org.darsena.app.labs;

import org.jspecify.annotations.NullMarked;
