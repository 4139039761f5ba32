/// What clients ask for, read out of their calls into values that don't change any more: what is authorised is what
/// runs (CVE-2026-41651).
@NullMarked
package org.darsena.helper.request;

import org.jspecify.annotations.NullMarked;
