/// The whole way through without a person: a lab up, its checks, pictures of the window, all torn down again.
@NullMarked
package org.darsena.app.tour;

import org.jspecify.annotations.NullMarked;
