/// A thin layer over dbus-java, which is used for authentication, marshalling and calls of our own, and for nothing
/// that a stranger can reach.
///
/// Calls of clients never enter dbus-java's dispatch: it looks methods up without their interface, keeps one
/// unbounded queue, decodes messages of any size, leaves received descriptors open, answers introspection with the
/// ids of all objects, and can name an error only after a class. [BusTransport] takes calls and signals out of the
/// stream instead, with bounds on sizes and on how much waits, and hands them to [Incoming].
@NullMarked
package org.darsena.helper.bus;

import org.jspecify.annotations.NullMarked;
