/// What tests need: a bus with a real polkitd, clients of several users, an engine in memory.
@NullMarked
package org.darsena.helper.testing;

import org.jspecify.annotations.NullMarked;
