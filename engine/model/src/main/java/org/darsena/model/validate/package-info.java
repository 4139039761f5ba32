/// What makes a well-formed document a sensible one: small named rules, all of them tried every time.
@NullMarked
package org.darsena.model.validate;

import org.jspecify.annotations.NullMarked;
