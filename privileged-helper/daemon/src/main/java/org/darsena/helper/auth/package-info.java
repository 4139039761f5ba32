/// Who may do what. Every call goes through [Gate]; what is not provided for is refused, and so is everything whose
/// check fails for whatever reason.
@NullMarked
package org.darsena.helper.auth;

import org.jspecify.annotations.NullMarked;
