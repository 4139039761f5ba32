package org.darsena.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.darsena.model.verify.Row;

/// Marks a test that fails when the defence against a known case is taken away. [RowsTest] holds that each row of the
/// project's security table has one; to see which they are, look for uses of this.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Proves {
    Row[] value();
}
