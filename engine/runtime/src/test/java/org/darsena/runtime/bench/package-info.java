/// Programs behind `packaging/bench`. Not tests: they measure, and print what they saw as rows for [Table].
@NullMarked
package org.darsena.runtime.bench;

import org.jspecify.annotations.NullMarked;
