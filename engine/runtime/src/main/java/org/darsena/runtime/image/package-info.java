/// Images a container's root stands on; `host` is this machine's own /usr under a fresh /etc, /var and
/// /root.
@NullMarked
package org.darsena.runtime.image;

import org.jspecify.annotations.NullMarked;
