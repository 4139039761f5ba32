/// The contract between the client and the privileged helper, on the bus as `org.darsena.Helper1`.
///
/// Whatever may take time or ask for a password answers at once with the path of a [Job]. Documents (specs,
/// labs, inspections) cross as the JSON that is saved to files. Files cross as descriptors, never as paths.
/// Signals are sent to each subscriber by itself, since a broadcast on the system bus would be read by everyone.
@NullMarked
package org.darsena.api;

import org.jspecify.annotations.NullMarked;
